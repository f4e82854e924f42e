/** Oracle: noise that was drawn with a known spread and correlation, and figures worked out by hand. */
import { expect, test } from "vitest";
import { seededDraws } from "../../src/calibration/noise.ts";
import {
  differenceAutocorrelation,
  residualAutocorrelation,
  varianceInflation,
} from "../../src/change/autocorrelation.ts";
import { clip } from "../../src/change/clip.ts";
import { differenceSpread } from "../../src/change/difference-sigma.ts";
import { residualNoise } from "../../src/change/residuals.ts";

const draws = seededDraws(1, "test/noise-estimates");
const count = 20_000;
/** Twenty levels, each a hundred standard deviations from the one before. */
const stairs = (noise: readonly number[]) =>
  Float64Array.from(noise, (value, index) => value + 100 * Math.floor((20 * index) / noise.length));

test.each([0, 0.3, 0.5])(
  "differences tell spread and correlation %f in spite of twenty changes",
  (correlation) => {
    const values = stairs(draws.autoregressive(count, correlation));
    const [one, two] = [differenceSpread(values, 1), differenceSpread(values, 2)];
    expect(differenceAutocorrelation(two.core, one.core, count)).toBeCloseTo(correlation, 1);
    expect(one.spread / Math.sqrt(2 * (1 - correlation))).toBeCloseTo(1, 1);
  },
);

test("the spread of noise with two modes covers both", () => {
  const values = Float64Array.from(
    { length: count },
    () => (draws.uniform() < 0.1 ? 40 : 0) + draws.normal(),
  );
  expect(differenceSpread(values, 1).spread).toBeGreaterThan(20);
});

test("the spread of counts that hardly ever change is that of their changes", () => {
  const values = Float64Array.from({ length: 101 }, (_, index) => (index < 50 ? 5 : 8));
  expect(differenceSpread(values, 1)).toEqual({ spread: Math.sqrt(9 / 100), core: 0 });
});

test("the documented example is right", () => {
  expect(differenceSpread(Float64Array.of(1, 2, 1, 2, 1, 2), 1).spread).toBeCloseTo(1.4826, 4);
});

test("correlation is never below zero nor above 0.8, less where values are few, and inflates the variance as Bartlett says", () => {
  expect(differenceAutocorrelation(1, 2, 100)).toBe(0);
  expect(differenceAutocorrelation(2, 1, 80)).toBeCloseTo(0.64, 12);
  // A ratio of variances of 1.6, drawn towards zero by half.
  expect(differenceAutocorrelation(Math.sqrt(1.6), 1, 20)).toBeCloseTo(0.3, 12);
  expect(residualAutocorrelation({ products: 9, squares: 10, count: 100, segments: 1 })).toBe(0.8);
  expect(residualAutocorrelation({ products: 0, squares: 0, count: 100, segments: 1 })).toBe(0);
  expect(varianceInflation(0.5)).toBe(3);
});

test("what segments leave is the noise: by hand", () => {
  // Residuals −1, 1 | −2, 2: squares 10 over 4 − 2 degrees; products −1 − 4 = −5, and −5/10 + 2/4 = 0.
  expect(residualNoise(Float64Array.of(0, 2, 10, 14), [2])).toEqual({
    variance: 5,
    autocorrelation: 0,
    freedom: 2,
  });
  const values = Float64Array.from(draws.autoregressive(count, 0.4));
  const { variance, autocorrelation } = residualNoise(values, [5000, 12_000]);
  expect(variance).toBeCloseTo(1, 1);
  expect(autocorrelation).toBeCloseTo(0.4, 1);
});

test("clipping moves what is wild to the limit, and leaves a level of four values alone", () => {
  expect([...clip(Float64Array.of(1, 2, 1, 90, 2, 1, 2), 3)]).toEqual([1, 2, 1, 5, 2, 1, 2]);
  expect([...clip(Float64Array.of(-90, 1, 2), 3)]).toEqual([-2, 1, 2]);
  const level = Float64Array.of(0, 0, 0, 0, 0, 50, 50, 50, 50, 0, 0, 0, 0, 0);
  expect([...clip(level, 3)].filter((value) => value === 50)).toHaveLength(4);
});
