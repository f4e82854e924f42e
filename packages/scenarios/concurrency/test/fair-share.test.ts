/** Oracle: Jain's own examples, and arithmetic. */
import { describe, expect, it } from "vitest";
import { jainsIndex, slowestShare } from "../src/fair-share.ts";
import { randomOrder } from "../src/order.ts";
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

it("the slowest worker is held against the fastest by rate, not by amount", () => {
  const worker = (operations: number, nanoseconds: number) => ({
    begin: 10,
    end: 10 + nanoseconds,
    waited: 0,
    operations,
    result: 0,
    figures: [],
  });
  expect(slowestShare([worker(100, 50), worker(200, 100)])).toBe(1);
  expect(slowestShare([worker(100, 50), worker(50, 100)])).toBe(0.25);
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
