import { describe, expect, it } from "vitest";
import { measurePhases } from "../src/fork/measure-phases.ts";
import type { PaceMeter } from "../src/fork/observe/pace.ts";
import { createStopwatch } from "../src/fork/stopwatch.ts";
import { phaseCase, sweepCase } from "../src/index.ts";
import type { Count, Timing } from "../src/scenario/metric.ts";
import type { PhaseCase } from "../src/scenario/phase-case.ts";
import { profileWith } from "./fixtures/profile.ts";

const words = { name: "one", title: "One", description: "A case." };
const total = { title: "Total", operation: "turn" };
const bytes = { title: "Bytes", operation: "turn", unit: "bytes" } as const;
const axis = { title: "Length", unit: "elements" };

/** Time that passes only when `advance` is called. */
function standingClock() {
  let now = 0n;
  return {
    read: () => now,
    advance: (nanoseconds: number) => {
      now += BigInt(nanoseconds);
      return nanoseconds;
    },
  };
}

function measure(
  definition: PhaseCase,
  clock: ReturnType<typeof standingClock>,
  settings: { budget?: number; quietBudget?: number; minimumRounds?: number; seed?: number } = {},
  pace: PaceMeter | null = null,
) {
  const { seed = 1, ...rest } = settings;
  const context = {
    profile: "smoke",
    seed,
    sink: () => {},
    plot: () => {},
    warn: () => {},
    note: () => {},
  } as const;
  const stopwatch = createStopwatch(clock.read, () => {}, null, pace);
  const options = { profile: profileWith(rest), seed, stopwatch, clock: clock.read, pace, sink: () => {} };
  return measurePhases(definition, definition.start(context), options);
}

function sweep(clock: ReturnType<typeof standingClock>, visited: number[], sizes = [1, 2, 5, 10, 20]) {
  return sweepCase({
    ...words,
    metrics: { total, bytes },
    size: axis,
    sizes,
    start: () => ({
      measure({ time }, size) {
        visited.push(size);
        return { total: time(size, () => clock.advance(size * 100 + 7)), bytes: size * 16 };
      },
    }),
  });
}

describe("phases", () => {
  it("are timed each in its own right, and kept in time order", () => {
    const clock = standingClock();
    const definition = phaseCase({
      ...words,
      metrics: { up: total, down: total },
      start() {
        let sample = 0;
        return {
          measure({ time }) {
            sample += 1;
            const up = time(10, () => clock.advance(1000 * sample));
            clock.advance(99_999);
            const down = time(5, () => clock.advance(50 * sample));
            return { down, up };
          },
        };
      },
    });
    expect(measure(definition, clock, { budget: 0, minimumRounds: 3 })).toEqual([
      {
        metric: "up",
        size: null,
        sampler: "phases",
        operationsPerSample: 10,
        samples: [100, 200, 300],
        emptyBatch: 0,
        disturbed: null,
        allocation: null,
      },
      {
        metric: "down",
        size: null,
        sampler: "phases",
        operationsPerSample: 5,
        samples: [10, 20, 30],
        emptyBatch: 0,
        disturbed: null,
        allocation: null,
      },
    ]);
  });

  it("go on until the budget is used, and no longer than is of use", () => {
    const clock = standingClock();
    const rounds = (nanoseconds: number): number | undefined => {
      const start = () => ({ measure: () => ({ bytes: clock.advance(nanoseconds) }) });
      return measure(phaseCase({ ...words, metrics: { bytes }, start }), clock, { budget: 10 })[0]?.samples
        .length;
    };
    expect(rounds(1_000_000)).toBe(10);
    expect(rounds(3_000_000)).toBe(4);
    expect(rounds(1)).toBe(1000);
  });

  it("keep for a count drawn from timings whether they were disturbed", () => {
    let sample = 0;
    const definition = phaseCase({
      ...words,
      metrics: { bytes },
      start: () => ({
        measure() {
          sample += 1;
          return { bytes: { value: sample / 2, disturbed: sample === 2 } };
        },
      }),
    });
    const [series] = measure(definition, standingClock(), { budget: 0, minimumRounds: 3 });
    expect(series).toMatchObject({ samples: [0.5, 1, 1.5], disturbed: [1], sampler: "count" });
  });

  it("record the timer's own cost per operation", () => {
    let now = 0n;
    const clock = {
      read: () => {
        now += 40n;
        return now;
      },
      advance: () => 0,
    };
    const definition = phaseCase({
      ...words,
      metrics: { total, own: total },
      start: () => ({
        measure({ time }) {
          const timing = time(8, () => 0);
          return { total: timing, own: { ...timing, clockCost: 17 } };
        },
      }),
    });
    const series = measure(definition, clock, { budget: 0 });
    // Of another clock, its cost is what the case says.
    expect(series.map(({ emptyBatch }) => emptyBatch)).toEqual([5, 17]);
  });
});

describe("a sweep", () => {
  it("visits every size once in each round, in an order that its seed decides", () => {
    const rounds = (seed: number): number[][] => {
      const visited: number[] = [];
      const clock = standingClock();
      measure(sweep(clock, visited), clock, { budget: 0, minimumRounds: 8, seed });
      expect(visited).toHaveLength(40);
      return Array.from({ length: 8 }, (_, round) => visited.slice(round * 5, round * 5 + 5));
    };
    const orders = rounds(1);
    for (const order of orders) expect(order.toSorted((a, b) => a - b)).toEqual([1, 2, 5, 10, 20]);
    expect(new Set(orders.map(String)).size).toBeGreaterThan(4);
    expect(rounds(1)).toEqual(orders);
    expect(rounds(2)).not.toEqual(orders);
  });

  it("keeps the samples of every size and metric apart (oracle: the cost that the workload has)", () => {
    const clock = standingClock();
    const series = measure(sweep(clock, []), clock, { budget: 0, minimumRounds: 2 });
    const expected = [1, 2, 5, 10, 20].flatMap((size) => [
      { metric: "total", size, samples: [100 + 7 / size, 100 + 7 / size], operationsPerSample: size },
      { metric: "bytes", size, samples: [size * 16, size * 16], operationsPerSample: 1, sampler: "count" },
    ]);
    expect(series).toMatchObject(expected);
  });

  it("treats sizes alike: over many rounds each comes first about equally often", () => {
    const visited: number[] = [];
    const clock = standingClock();
    measure(sweep(clock, visited, [1, 2, 3, 4]), clock, { budget: 0, minimumRounds: 400 });
    for (const size of [1, 2, 3, 4]) {
      const first = visited.filter((value, index) => index % 4 === 0 && value === size).length;
      // Binomial, 400 draws at 1/4: 100 ± 5 standard deviations.
      expect(Math.abs(first - 100)).toBeLessThan(44);
    }
  });
});

describe("phases beside a neighbour", () => {
  /** A pace that is slow, by half, whenever `isSlow` says so. */
  function paceOf(isSlow: () => boolean): PaceMeter {
    const read = (): number => (isSlow() ? 150 : 100);
    return { read, slowest: read, fastest: () => 100 };
  }

  const sizes = [1, 2, 3];
  const budgets = { budget: 0, minimumRounds: 4, quietBudget: 1 };

  it("say which samples of which size were slowed", () => {
    const clock = standingClock();
    const visited: number[] = [];
    // The second visit of each size.
    const isSlow = (): boolean => visited.filter((size) => size === visited.at(-1)).length === 2;
    const series = measure(sweep(clock, visited, sizes), clock, budgets, paceOf(isSlow));
    expect(series).toHaveLength(6);
    for (const one of series) {
      expect(one.samples).toHaveLength(4);
      // A plain count is what it is at any pace.
      if (one.metric === "bytes") expect(one).not.toHaveProperty("slowed");
      else expect(one.slowed).toEqual([1]);
    }
  });

  it("go on with the sizes that have fewer than three quiet samples, and no other", () => {
    const clock = standingClock();
    const visited: number[] = [];
    const visitsOf = (wanted: number) => visited.filter((size) => size === wanted).length;
    // Of four visits of size 2, three are slow; of the others one is.
    const isSlow = (): boolean => visitsOf(visited.at(-1) ?? 0) <= (visited.at(-1) === 2 ? 3 : 1);
    const series = measure(sweep(clock, visited, sizes), clock, budgets, paceOf(isSlow));
    expect(sizes.map(visitsOf)).toEqual([4, 6, 4]);
    const found = series.find(({ metric, size }) => metric === "total" && size === 2);
    expect(found).toMatchObject({ samples: { length: 6 }, slowed: [0, 1, 2] });
  });

  it("give up when the time for that is over", () => {
    const clock = standingClock();
    const visited: number[] = [];
    const definition = phaseCase({
      ...words,
      metrics: { total },
      start: () => ({
        measure({ time }) {
          visited.push(1);
          return { total: time(1, () => clock.advance(300_000)) };
        },
      }),
    });
    const [series] = measure(
      definition,
      clock,
      { ...budgets, quietBudget: 2 },
      paceOf(() => true),
    );
    // 2 ms in steps of 0.3.
    expect(visited).toHaveLength(7);
    expect(series?.slowed).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it.for([
    { milliseconds: 0.5, visits: 6, why: "a quarter of that time, are repeated" },
    { milliseconds: 0.6, visits: 4, why: "more, are not: the neighbour is back before they end" },
  ])("whose visits take $milliseconds ms, $why", ({ milliseconds, visits }) => {
    const clock = standingClock();
    let visited = 0;
    const definition = phaseCase({
      ...words,
      metrics: { total },
      start: () => ({
        measure({ time }) {
          visited += 1;
          return { total: time(1, () => clock.advance(milliseconds * 1e6)) };
        },
      }),
    });
    // Two of four visits are quiet, and both of those after them.
    const isSlow = (): boolean => visited === 1 || visited === 2 || visited === 5;
    measure(definition, clock, { budget: 2, minimumRounds: 4, quietBudget: 2 }, paceOf(isSlow));
    expect(visited).toBe(visits);
  });

  it("visit no further size when that time is over", () => {
    const clock = standingClock();
    let visited = 0;
    const definition = sweepCase({
      ...words,
      metrics: { total },
      size: axis,
      sizes,
      start: () => ({
        measure({ time }) {
          visited += 1;
          return { total: time(1, () => clock.advance(300_000)) };
        },
      }),
    });
    measure(
      definition,
      clock,
      { budget: 0.9, minimumRounds: 1, quietBudget: 1.25 },
      paceOf(() => true),
    );
    // One round in 0.9 ms, another in the next, and two sizes by 2.15 ms.
    expect(visited).toBe(3 + 3 + 2);
  });

  it("are judged by their own pace, a ratio of two by that of the whole round", () => {
    const clock = standingClock();
    let slow = false;
    const definition = phaseCase({
      ...words,
      metrics: { early: total, late: total, bytes },
      start: () => ({
        measure({ time }) {
          slow = false;
          const early = time(1, () => clock.advance(100));
          slow = true;
          return { early, late: time(1, () => clock.advance(100)), bytes: { value: 1, disturbed: null } };
        },
      }),
    });
    const series = measure(
      definition,
      clock,
      { budget: 0, minimumRounds: 1 },
      paceOf(() => slow),
    );
    expect(series.map(({ metric, slowed }) => [metric, slowed])).toEqual([
      ["early", []],
      ["late", [0]],
      ["bytes", [0]],
    ]);
  });

  it("say nothing of it where nobody looks", () => {
    const clock = standingClock();
    for (const one of measure(sweep(clock, []), clock, budgets)) expect(one).not.toHaveProperty("slowed");
  });
});

describe("a measurement that makes no sense", () => {
  const started = (measured: readonly Readonly<Record<string, Timing | Count | number>>[]): PhaseCase => {
    let sample = 0;
    return {
      ...sweep(standingClock(), []),
      sizes: null,
      start: () => ({ measure: () => measured[sample++ % measured.length] ?? {} }),
    };
  };
  const timing = { nanosecondsPerOperation: 1, operations: 1 };

  it.each([
    ["a missing time", [{ bytes: 1 }], 'what time() returned for metric "total", and gave undefined'],
    ["a bare number for a time", [{ total: 3, bytes: 1 }], 'for metric "total", and gave 3'],
    ["a missing count", [{ total: timing }], 'not negative for metric "bytes", and gave undefined'],
    ["a negative count", [{ total: timing, bytes: -1 }], 'for metric "bytes", and gave -1'],
    [
      "a count of NaN drawn from timings",
      [{ total: timing, bytes: { value: Number.NaN, disturbed: false } }],
      'for metric "bytes", and gave NaN',
    ],
    ["NaN", [{ total: timing, bytes: Number.NaN }], 'for metric "bytes", and gave NaN'],
    [
      "operations that change",
      [
        { total: timing, bytes: 1 },
        { total: { ...timing, operations: 2 }, bytes: 1 },
      ],
      'metric "total" counts 1 operations in one sample and 2 in another',
    ],
  ])("is refused: %s", (_name, measured, message) => {
    expect(() => measure(started(measured), standingClock(), { minimumRounds: 2 })).toThrow(message);
  });
});
