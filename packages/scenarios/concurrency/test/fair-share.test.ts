/** Oracle: Jain's own examples, and arithmetic. */
import { describe, expect, it } from "vitest";
import { createShareKeeper, jainsIndex, slowestShare } from "../src/fair-share.ts";
import { randomOrder } from "../src/order.ts";
import { ownTime } from "../src/own-time.ts";
import { quantile } from "../src/quantile.ts";

describe("Jain's index", () => {
  it.each([
    [[5, 5, 5], 1],
    [[7, 0, 0, 0], 0.25],
    [[30, 10], 0.8],
    // Shares x and y of two users: (x + y)² / 2(x² + y²).
    [[3, 1], 16 / 20],
  ])("of %j is %d", (work, index) => {
    expect(jainsIndex(work)).toBeCloseTo(index, 12);
  });
});

const worker = (operations: number, nanoseconds: number, waited: number | null = 0) => ({
  begin: 10,
  end: 10 + nanoseconds,
  waited,
  operations,
  result: 0,
  figures: [],
});

it("the slowest worker is held against the fastest by rate, not by amount", () => {
  expect(slowestShare([worker(100, 50), worker(200, 100)])).toBe(1);
  expect(slowestShare([worker(100, 50), worker(50, 100)])).toBe(0.25);
});

describe("shares of many windows", () => {
  const keep = (...windows: ReturnType<typeof worker>[][]) => {
    const keeper = createShareKeeper("by hand");
    for (const workers of windows) keeper.add(workers);
    return keeper;
  };

  it("are added up, so that windows which are all one worker's even out", () => {
    const keeper = keep([worker(990, 100), worker(10, 100)], [worker(10, 100), worker(490, 100)]);
    expect(keeper.verdict()).toEqual({
      starves: false,
      sentence: "by hand, worker 1 did 50% of what worker 0 did in the same time, in 2 windows",
    });
  });

  it("do not count the time in which a worker had no processor", () => {
    const { starves, sentence } = keep([worker(1_000, 100, null), worker(40, 100, 95)]).verdict();
    expect(starves).toBe(false);
    expect(sentence).toContain("worker 1 did 80% of what worker 0 did");
  });

  it("are wanted until there are ten, or sixty before a worker is accused", () => {
    const windows = (count: number, poor: number) =>
      keep(...Array.from({ length: count }, () => [worker(1_000, 100), worker(poor, 100)]));
    expect([windows(9, 900), windows(10, 900)].map((one) => one.wantsMore())).toEqual([true, false]);
    expect([windows(59, 9), windows(60, 9)].map((one) => one.wantsMore())).toEqual([true, false]);
  });

  it("name the worker that gets less than a tenth", () => {
    expect(keep([worker(1_000, 100), worker(99, 100)]).verdict()).toEqual({
      starves: true,
      sentence: "by hand, worker 1 did 9.9% of what worker 0 did in the same time, in 1 windows: it starves",
    });
    expect(keep([worker(1_000, 100), worker(101, 100)]).verdict().starves).toBe(false);
  });
});

it("a worker's own time is what it did not wait for a processor, and a hundredth when it waited before its begin, too", () => {
  expect([worker(1, 1_000, 400), worker(1, 1_000, null), worker(1, 1_000, 1_200)].map(ownTime)).toEqual([
    600, 1_000, 10,
  ]);
});

it("a quantile is the nearest rank", () => {
  const sorted = Float64Array.from({ length: 1_000 }, (_, index) => index + 1);
  expect([0, 0.5, 0.99, 0.999, 1].map((share) => quantile(sorted, share))).toEqual([1, 500, 990, 999, 1_000]);
  expect(quantile(new Float64Array(0), 0.5)).toBeNaN();
});

it("a random order visits every place once, and follows from its seed", () => {
  expect([...randomOrder(100, 3)].sort((a, b) => a - b)).toEqual(
    Array.from({ length: 100 }, (_, index) => index),
  );
  expect(randomOrder(100, 3)).toEqual(randomOrder(100, 3));
  expect(randomOrder(100, 3)).not.toEqual(randomOrder(100, 4));
});
