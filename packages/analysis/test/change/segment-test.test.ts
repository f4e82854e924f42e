/** Oracles: Welch's statistic and Bai's distribution, worked out by hand; planted shifts for coverage. */
import { expect, test } from "vitest";
import { seededDraws } from "../../src/calibration/noise.ts";
import { keepChanges } from "../../src/change/keep-changes.ts";
import { locationInterval } from "../../src/change/location-interval.ts";
import { testSegments } from "../../src/change/segment-test.ts";

const quiet = { variance: 0, autocorrelation: 0 };
const place = { start: 0, change: 3, end: 6 };

test("without noise of the series it is Welch's statistic: by hand", () => {
  // Means 2 and 7, variances 1 and 4, three values each: t = 5/√(1/3 + 4/3) = 3.8730, 4 degrees: p = 0.017949 (R's pt).
  const { strength, pValue, isDrift } = testSegments(Float64Array.of(1, 2, 3, 5, 7, 9), place, quiet);
  expect(strength).toBeCloseTo(3.873, 3);
  expect(pValue).toBeCloseTo(0.01794, 4);
  expect(isDrift).toBe(true);
});

test("segments cannot be quieter than the series, and correlation costs degrees of freedom", () => {
  const values = Float64Array.of(1, 1, 1, 5, 5, 5);
  expect(testSegments(values, place, quiet)).toMatchObject({ pValue: 0, isDrift: false });
  // 4/√(6/3 + 6/3) = 2; with ρ = 0.5 the variances count threefold, and six values as two.
  expect(testSegments(values, place, { variance: 6, autocorrelation: 0 }).strength).toBeCloseTo(2, 12);
  const correlated = testSegments(values, place, { variance: 6, autocorrelation: 0.5 });
  expect(correlated.strength).toBeCloseTo(2 / Math.sqrt(3), 12);
  expect(correlated.pValue).toBeGreaterThan(0.4);
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
    { variance: 1, autocorrelation: 0 },
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
    { variance: 1e-6, autocorrelation: 0 },
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
    { variance: 1, autocorrelation: 0 },
    { pValue: 1e-4, isLarge: () => true },
  );
  expect(kept.changes).toEqual([]);
});
