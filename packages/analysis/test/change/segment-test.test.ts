/** Oracles: Welch's statistic and Bai's distribution, worked out by hand; planted shifts for coverage. */
import { expect, test } from "vitest";
import { seededDraws } from "../../src/calibration/noise.ts";
import { keepChanges } from "../../src/change/keep-changes.ts";
import { locationInterval } from "../../src/change/location-interval.ts";
import { testSegments } from "../../src/change/segment-test.ts";

const quiet = { variance: 0, autocorrelation: 0, freedom: 5 };
const place = { start: 0, change: 3, end: 6 };

test("without noise of the series it is Welch's statistic: by hand", () => {
  // Means 2 and 7, variances 1 and 4, three values each: t = 5/√(1/3 + 4/3) = 3.8730, with Welch's
  // (5/3)²/((1/3)²/2 + (4/3)²/2) = 2.9412 degrees: p = 0.0313 (R: 2 * pt(-3.8730, 2.9412)).
  const { strength, pValue } = testSegments(Float64Array.of(1, 2, 3, 5, 7, 9), place, quiet);
  expect(strength).toBeCloseTo(3.873, 3);
  expect(pValue).toBeCloseTo(0.0313, 3);
});

test("segments cannot be quieter than the series, and correlation costs degrees of freedom", () => {
  const values = Float64Array.of(1, 1, 1, 5, 5, 5);
  expect(testSegments(values, place, quiet)).toMatchObject({
    pValue: 0,
    isLine: false,
    strengthOnSlope: Number.POSITIVE_INFINITY,
  });
  // 4/√(6/3 + 6/3) = 2; with ρ = 0.5 the variances count threefold, and degrees of freedom a third.
  const independent = testSegments(values, place, { variance: 6, autocorrelation: 0, freedom: 50 });
  expect(independent.strength).toBeCloseTo(2, 12);
  // Both segments share the variance of the series: (2 + 2)²/(2²/50 + 2²/50) = 100 degrees, p = 0.0482.
  expect(independent.pValue).toBeCloseTo(0.0482, 3);
  const correlated = testSegments(values, place, { variance: 6, autocorrelation: 0.5, freedom: 50 });
  expect(correlated.strength).toBeCloseTo(2 / Math.sqrt(3), 12);
  expect(correlated.pValue).toBeGreaterThan(0.25);
});

test("a line and a step on a slope: by hand", () => {
  const noise = { ...quiet, variance: 1 };
  // 0…5 are a line: nothing is left of them, and no step on it. The two means leave 2 + 2.
  const line = testSegments(Float64Array.of(0, 1, 2, 3, 4, 5), place, noise);
  expect(line.isLine).toBe(true);
  expect(line.strengthOnSlope).toBeCloseTo(0, 6);
  // 0, 1, 2, 6, 7, 8: the line leaves 4 + 54 − (4 + 27)²/17.5 = 3.0857, slope and step 0: t = √3.0857.
  const both = testSegments(Float64Array.of(0, 1, 2, 6, 7, 8), place, noise);
  expect(both.isLine).toBe(true);
  expect(both.strengthOnSlope).toBeCloseTo(Math.sqrt(3.0857), 4);
});

test("a step that stands out on a drift is kept", () => {
  const values = Float64Array.from({ length: 100 }, (_, index) => index / 10 + (index < 50 ? 0 : 5));
  const keep = (variance: number) =>
    keepChanges(
      values,
      [50],
      { variance, autocorrelation: 0, freedom: 98 },
      { pValue: 0.01, isLarge: () => true },
    );
  // Half of the values' distance from the step's middle counts: t² = 5²·25/4 / variance, against 2 ln 100 = 9.2.
  expect(keep(15).changes).toHaveLength(1);
  expect(keep(20)).toMatchObject({ changes: [], refused: { drift: 1 } });
});

test("the stairs of a rise are given up all at once, and the step beside them stays", () => {
  const rise = Array.from({ length: 60 }, (_, index) => index / 2);
  const values = Float64Array.from([
    ...Array(30).fill(0),
    ...Array(30).fill(100),
    ...rise.map((value) => 300 + value),
  ]);
  const requirement = { pValue: 0.01, isLarge: () => true };
  const { changes, refused } = keepChanges(
    values,
    [30, 60, 75, 90, 105],
    { variance: 1, autocorrelation: 0, freedom: 100 },
    requirement,
  );
  expect(changes.map(({ index }) => index)).toEqual([30, 60]);
  expect(refused).toEqual({ chance: 0, drift: 3, small: 0 });
});

test("of two changes that fail the weaker goes, and the other is tested again", () => {
  const values = Float64Array.from([...Array(20).fill(0), ...Array(20).fill(1), ...Array(20).fill(3)]);
  const requirement = { pValue: 0.01, isLarge: (before: number, after: number) => after - before > 2.2 };
  const { changes, refused } = keepChanges(
    values,
    [20, 40],
    { variance: 1e-6, autocorrelation: 0, freedom: 50 },
    requirement,
  );
  expect(changes.map(({ index, before }) => [index, before])).toEqual([[40, 0.5]]);
  expect(refused).toEqual({ chance: 0, drift: 0, small: 1 });
});

test("the location's quantile is Bai's", () => {
  const normal = (z: number): number => {
    // Abramowitz and Stegun 26.2.17, to 7.5e-8.
    const t = 1 / (1 + 0.2316419 * Math.abs(z));
    const series =
      t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    const tail = (Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI)) * series;
    return z < 0 ? tail : 1 - tail;
  };
  // Bai (1997), the distribution function for x > 0.
  const below = (x: number) =>
    1 +
    Math.sqrt(x / (2 * Math.PI)) * Math.exp(-x / 8) -
    ((x + 5) / 2) * normal(-Math.sqrt(x) / 2) +
    1.5 * Math.exp(x) * normal((-3 * Math.sqrt(x)) / 2);
  expect(below(11)).toBeCloseTo(0.975, 2);
  expect(locationInterval(50, 2, 4, { low: 1, high: 99 })).toEqual({ low: 38, high: 62, confidence: 0.95 });
  expect(locationInterval(5, 2, 4, { low: 3, high: 9 })).toEqual({ low: 3, high: 9, confidence: 0.95 });
});

test("draws of a quiet series keep nothing", () => {
  const draws = seededDraws(1, "test/segment-test");
  const values = Float64Array.from({ length: 90 }, () => draws.normal());
  const kept = keepChanges(
    values,
    [30, 60],
    { variance: 1, autocorrelation: 0, freedom: 100 },
    { pValue: 1e-4, isLarge: () => true },
  );
  expect(kept.changes).toEqual([]);
});
