/** Oracles: R's wilcox.test, and counting every way to deal the ranks. */
import { describe, expect, test } from "vitest";
import { hodgesLehmann } from "../../src/comparison/hodges-lehmann.ts";
import { cumulativeShares, mannWhitneyExact, mannWhitneyNormal } from "../../src/comparison/mann-whitney.ts";
import { signTest } from "../../src/comparison/sign-test.ts";
import { mannWhitney } from "../../src/index.ts";
import reference from "../reference/r-comparison.json" with { type: "json" };

/** P(U ≤ u) by dealing the ranks 1 … first + second in every way. */
function dealt(first: number, second: number): number[] {
  const counts = new Array<number>(first * second + 1).fill(0);
  for (let hands = 0; hands < 2 ** (first + second); hands += 1) {
    const mine = Array.from({ length: first + second }, (_, rank) => (hands >> rank) & 1);
    if (mine.reduce((sum, one) => sum + one, 0) !== first) continue;
    let [u, others] = [0, 0];
    for (const one of mine) {
      if (one === 1) u += others;
      else others += 1;
    }
    counts[u] = (counts[u] ?? 0) + 1;
  }
  const total = counts.reduce((sum, count) => sum + count, 0);
  let running = 0;
  return counts.map((count) => {
    running += count;
    return running / total;
  });
}

describe("the test of Mann and Whitney", () => {
  // R's U counts the pairs in which x is larger: its x is our head.
  test("agrees with R's exact test", () => {
    for (const { x, y, u, probability } of reference.mannWhitneyExact) {
      const found = mannWhitney(y, x);
      expect(found).toMatchObject({ u, method: "exact" });
      expect(found.probability / probability).toBeCloseTo(1, 9);
    }
  });

  test("agrees with R's normal approximation where there are ties", () => {
    for (const { x, y, u, probability } of reference.mannWhitneyTies) {
      const found = mannWhitney(y, x);
      expect(found).toMatchObject({ u, method: "normal approximation" });
      expect(found.probability / probability).toBeCloseTo(1, 9);
    }
  });

  test.each([
    [1, 1],
    [3, 4],
    [6, 2],
    [5, 5],
  ])("counts as dealing %i and %i ranks in every way does", (first, second) => {
    dealt(first, second).forEach((expected, u) => {
      expect(cumulativeShares(first, second)[u]).toBeCloseTo(expected, 12);
    });
  });

  test("approximates the exact p where both are known", () => {
    for (const { x, y } of reference.mannWhitneyExact) {
      expect(Math.abs(mannWhitneyExact(y, x).probability - mannWhitneyNormal(y, x).probability)).toBeLessThan(
        0.02,
      );
    }
  });

  test("is sure of nothing when all values are the same", () => {
    expect(mannWhitney([4, 4, 4], [4, 4]).probability).toBe(1);
  });

  test("knows exactly how seldom groups do not overlap, ties or not: one way in 252, on either side", () => {
    expect(mannWhitney([3, 3, 3, 3, 3], [4, 4, 4, 4, 4]).probability).toBeCloseTo(2 / 252, 12);
    expect(mannWhitney([4, 4, 5, 5, 5], [3, 3, 3, 2, 2]).probability).toBeCloseTo(2 / 252, 12);
  });

  test("the documented example is right", () => {
    const { u, probability, method } = mannWhitney([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]);
    expect([u, method]).toEqual([25, "exact"]);
    expect(probability).toBeCloseTo(2 / 252, 12);
  });
});

describe("the ratio of Hodges and Lehmann", () => {
  test("has an interval of exactly the ratios that the test does not reject", () => {
    const base = [10.3, 11.1, 9.4, 10.9, 12.2, 10.05];
    const head = [12.7, 13.3, 11.9, 14.2, 12.9, 13.8, 12.05];
    const { ratio, interval } = hodgesLehmann(base, head, 0.95);
    const rejected = (factor: number) =>
      mannWhitney(
        base.map((cost) => cost * factor),
        head,
      ).probability <= 0.05;
    expect(rejected(ratio)).toBe(false);
    expect(rejected((interval?.low ?? 0) * 1.0001)).toBe(false);
    expect(rejected((interval?.low ?? 0) * 0.9999)).toBe(true);
    expect(rejected((interval?.high ?? 0) * 0.9999)).toBe(false);
    expect(rejected((interval?.high ?? 0) * 1.0001)).toBe(true);
  });

  test("has no interval with four forks a side at 99%, and one with five", () => {
    expect(hodgesLehmann([1, 2, 3, 4], [5, 6, 7, 8], 0.99).interval).toBeNull();
    expect(hodgesLehmann([1, 2, 3, 4, 5], [5, 6, 7, 8, 9], 0.99).interval).not.toBeNull();
  });

  test("the documented example is right", () => {
    const { ratio, interval } = hodgesLehmann([10, 11, 12, 13, 14], [20, 22, 24, 26, 28], 0.99);
    expect(ratio).toBeCloseTo(2, 12);
    expect(interval?.low).toBeCloseTo(1.43, 2);
    expect(interval?.high).toBeCloseTo(2.8, 2);
  });
});

describe("the sign test", () => {
  test("counts the ways that as few signs differ", () => {
    expect(signTest([1, 2, 3, 4, 5, 6, 7, 8])).toBeCloseTo(2 / 256, 14);
    // (1 + 8 + 28) of 256 on either side.
    expect(signTest([-1, -2, 3, 4, 5, 6, 7, 8])).toBeCloseTo(74 / 256, 14);
  });

  test("ignores zeros, and is sure of nothing without signs or with as many of each", () => {
    expect(signTest([0, 0, 1, -1])).toBe(1);
    expect(signTest([])).toBe(1);
    expect(signTest([0, 5, 5, 5])).toBeCloseTo(0.25, 14);
  });

  test("has no trouble with thousands of values", () => {
    const many = Array.from({ length: 5000 }, (_, index) => (index % 2 === 0 ? 1 : -1));
    expect(signTest(many)).toBeCloseTo(1, 9);
  });
});
