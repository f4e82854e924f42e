import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { median } from "../src/fork/median.ts";
import { createStopwatch, timerCost } from "../src/fork/stopwatch.ts";

/** A clock that shows its own readings: each takes 60 ns, and `work` advances it further. */
function fakeClock() {
  let now = 0n;
  const log: string[] = [];
  return {
    log,
    advance: (nanoseconds: bigint) => {
      now += nanoseconds;
    },
    read: () => {
      log.push("clock");
      now += 60n;
      return now;
    },
  };
}

describe("a stopwatch", () => {
  it("divides what the clock shows by the operations, and subtracts nothing", () => {
    const clock = fakeClock();
    const { time } = createStopwatch(clock.read, () => {});
    const timing = time(8, () => {
      clock.advance(4000n);
      return 1;
    });
    expect(timing).toEqual({ nanosecondsPerOperation: 4060 / 8, operations: 8, disturbed: null });
  });

  it("reads the clock directly around the work, and sinks the result after that", () => {
    const clock = fakeClock();
    const { time } = createStopwatch(clock.read, (value) => clock.log.push(`sink ${value}`));
    time(1, () => {
      clock.log.push("work");
      return 5;
    });
    expect(clock.log).toEqual(["clock", "work", "clock", "sink 5"]);
  });

  it("says how slow the processor was at worst before and after the work", () => {
    const paces = [100, 130, 120, 110];
    const meter = { read: () => paces.shift() ?? 0, slowest: () => 0, fastest: () => 100 };
    const { time } = createStopwatch(fakeClock().read, () => {}, null, meter);
    expect([time(1, () => 0).pace, time(1, () => 0).pace]).toEqual([130, 120]);
    expect(paces).toEqual([]);
  });

  it("refuses a number of operations that nothing can be divided by", () => {
    const { time } = createStopwatch(fakeClock().read, () => {});
    for (const operations of [0, -1, 0.5, Number.NaN]) {
      expect(() => time(operations, () => 0)).toThrow("positive number of operations");
    }
  });

  it("knows its own cost: what the clock shows for no work", () => {
    expect(timerCost(createStopwatch(fakeClock().read, () => {}))).toBe(60);
  });
});

describe("median", () => {
  it("has as many values below it as above it", () => {
    const values = fc.array(fc.integer(), { minLength: 1 });
    fc.assert(
      fc.property(values, (numbers) => {
        const middle = median(numbers);
        const below = numbers.filter((value) => value < middle).length;
        const above = numbers.filter((value) => value > middle).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(numbers.length / 2);
      }),
    );
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });
});
