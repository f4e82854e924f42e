import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logInterval, medianInterval, orderStatisticInterval } from "../../src/index.ts";
import reference from "../reference/r-statistics.json" with { type: "json" };

const costs = (minLength: number) =>
  fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength, maxLength: 40 });

describe("the interval on logs", () => {
  test("agrees with R's t.test on logs", () => {
    for (const { base, head, ratioInterval99 } of reference.pairedRatios) {
      const { low, high } = logInterval(
        head.map((value, index) => value / (base[index] ?? 0)),
        0.99,
      );
      expect(low / (ratioInterval99[0] ?? 0)).toBeCloseTo(1, 7);
      expect(high / (ratioInterval99[1] ?? 0)).toBeCloseTo(1, 7);
    }
  });

  test("has no width when all values are the same, zero included", () => {
    expect(logInterval([7, 7, 7, 7, 7], 0.99)).toEqual({ low: 7, high: 7, confidence: 0.99 });
    expect(medianInterval([0, 0, 0, 0, 0])).toEqual({
      interval: { low: 0, high: 0, confidence: 0.99 },
      assumption: "lognormal",
      warnings: [],
    });
  });

  test("the documented example is right", () => {
    const { low, high } = logInterval([99, 100, 101, 100, 100], 0.99);
    expect(low).toBeCloseTo(98.55, 2);
    expect(high).toBeCloseTo(101.46, 2);
  });
});

describe("the order-statistic interval", () => {
  /** Counts the sign patterns of n values, 2ⁿ in all, in which fewer than k lie on one side. */
  const exactCoverage = (count: number, rank: number): number => {
    let outside = 0;
    for (let pattern = 0; pattern < 2 ** count; pattern += 1) {
      const below = pattern.toString(2).replaceAll("0", "").length;
      if (below < rank || count - below < rank) outside += 1;
    }
    return 1 - outside / 2 ** count;
  };

  test.each([
    [8, 0.99, 1],
    [12, 0.99, 2],
    [12, 0.95, 3],
    [15, 0.95, 4],
  ])("of %i values at %f takes rank %i, by counting all sign patterns", (count, confidence, rank) => {
    const values = Array.from({ length: count }, (_, index) => index + 1);
    expect(exactCoverage(count, rank)).toBeGreaterThanOrEqual(confidence);
    expect(exactCoverage(count, rank + 1)).toBeLessThan(confidence);
    const interval = orderStatisticInterval(values, confidence);
    expect(interval).toMatchObject({ low: rank, high: count + 1 - rank });
    expect(interval?.confidence).toBeCloseTo(exactCoverage(count, rank), 12);
  });

  test("does not exist for too few values", () => {
    expect(orderStatisticInterval([1, 2, 3, 4, 5, 6, 7], 0.99)).toBeNull();
    expect(orderStatisticInterval([], 0.99)).toBeNull();
  });

  test("does not mistake the underflow of 0.5ⁿ for certainty", () => {
    const interval = orderStatisticInterval(
      Array.from({ length: 2000 }, (_, index) => index),
      0.95,
    );
    // The normal approximation puts the ranks at 1000 ± 0.98·√2000 ≈ 1000 ± 44.
    expect(interval?.low).toBeGreaterThan(950);
    expect(interval?.low).toBeLessThan(960);
  });

  test("the documented example is right", () => {
    const interval = orderStatisticInterval([5, 1, 4, 2, 8, 7, 3, 6], 0.99);
    expect(interval).toEqual({ low: 1, high: 8, confidence: 1 - 2 / 256 });
  });
});

describe("the choice between them", () => {
  test("fewer than three forks give no interval and say so", () => {
    expect(medianInterval([1, 2])).toMatchObject({
      interval: null,
      warnings: ["2 forks are too few for a 99% interval: at least 3 are needed."],
    });
    expect(medianInterval([1]).warnings).toEqual([
      "1 fork is too few for a 99% interval: at least 3 are needed.",
    ]);
  });

  test("three forks give a wide one (oracle: R's qt(0.995, 2) is 9.924843)", () => {
    const { interval, assumption } = medianInterval([-0.01, 0, 0.01].map(Math.exp));
    const reach = (9.924843 * 0.01) / Math.sqrt(3);
    expect(assumption).toBe("lognormal");
    expect(interval?.low).toBeCloseTo(Math.exp(-reach), 6);
    expect(interval?.high).toBeCloseTo(Math.exp(reach), 6);
  });

  test("without an assumption six forks are too few for 99%", () => {
    expect(medianInterval([1, 2, 3, 4, 5, 6], { assumption: "none" })).toEqual({
      interval: null,
      assumption: "none",
      warnings: ["6 forks are too few for a 99% interval that assumes nothing about their distribution."],
    });
  });

  test("forks that measured zero cannot be lognormal", () => {
    const { assumption, interval, warnings } = medianInterval([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(assumption).toBe("none");
    expect(interval).toMatchObject({ low: 0, high: 7 });
    expect(warnings).toEqual(["Some forks measured zero: the interval uses the order of the forks only."]);
  });

  test("a median outside of its own interval refutes lognormal forks", () => {
    const skewed = [...Array<number>(16).fill(100), ...Array<number>(9).fill(1e6)];
    const { assumption, interval, warnings } = medianInterval(skewed);
    expect(assumption).toBe("none");
    expect(interval).toMatchObject({ low: 100, high: 1e6 });
    expect(warnings[0]).toMatch(/^The forks are too skewed/);
  });

  test("the interval always holds the median", () => {
    fc.assert(
      fc.property(costs(5), (values) => {
        const { interval } = medianInterval(values);
        const middle = [...values].sort((a, b) => a - b);
        const low = middle[(middle.length - 1) >> 1] ?? 0;
        const high = middle[middle.length >> 1] ?? 0;
        if (interval === null) return;
        expect(interval.low).toBeLessThanOrEqual(high);
        expect(interval.high).toBeGreaterThanOrEqual(low);
      }),
    );
  });

  test("costs in another unit give the same interval in that unit", () => {
    fc.assert(
      fc.property(costs(5), fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (values, factor) => {
        const plain = medianInterval(values).interval;
        const scaled = medianInterval(values.map((value) => value * factor)).interval;
        expect((scaled?.low ?? 0) / factor).toBeCloseTo(plain?.low ?? 0, 5);
        expect((scaled?.high ?? 0) / factor / (plain?.high ?? 1)).toBeCloseTo(1, 6);
      }),
    );
  });
});
