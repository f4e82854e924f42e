/** Oracles: R's exact test, every order of few values counted out, and the definition of S over all pairs. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { mannKendall } from "../../src/index.ts";
import { kendallExactProbability } from "../../src/trend/kendall-distribution.ts";
import { kendallScore } from "../../src/trend/kendall-score.ts";
import reference from "../reference/r-trend.json" with { type: "json" };

const independent = { assumption: "independent" } as const;
const near = (actual: number, expected: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(reference.toleranceRelative * Math.abs(expected));

test("tau and probability agree with R's exact test", () => {
  for (const { values, tau, probability } of reference.kendallExact) {
    const trend = mannKendall(values, independent);
    expect(trend.method).toBe("exact");
    near(trend.tau, tau);
    near(trend.probability, probability);
  }
});

/** The score by its definition, pair by pair. */
function scoreByPairs(values: readonly number[]): number {
  return values.reduce(
    (sum, late, index) =>
      sum + values.slice(0, index).reduce((part, early) => part + Math.sign(late - early), 0),
    0,
  );
}

test("the score is that of all pairs, with ties or without", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 60 }), (values) => {
      expect(kendallScore(values).score).toBe(scoreByPairs(values));
    }),
  );
});

function permutations(values: readonly number[]): number[][] {
  if (values.length <= 1) return [[...values]];
  return values.flatMap((value, index) =>
    permutations(values.toSpliced(index, 1)).map((others) => [value, ...others]),
  );
}

test("the exact probability is the share of all orders with a score as far from zero", () => {
  const scores = permutations([1, 2, 3, 4, 5, 6]).map(scoreByPairs);
  for (const score of new Set(scores)) {
    const share = scores.filter((other) => Math.abs(other) >= Math.abs(score)).length / scores.length;
    expect(kendallExactProbability(score, 6)).toBeCloseTo(Math.min(1, share), 12);
  }
});

test("ties take their part of the variance, as Kendall (1970) says", () => {
  // Twelve values in three groups of four: S = 48, variance = (12·11·29 − 3·4·3·13)/18 = 186.67, z = 47/13.66 = 3.44.
  const trend = mannKendall([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3], independent);
  expect(trend).toMatchObject({ score: 48, method: "normal" });
  expect(trend.probability).toBeCloseTo(0.000582, 5);
});

test("shifting and scaling changes nothing, and turning the series over turns the sign", () => {
  const series = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 2, maxLength: 80 });
  fc.assert(
    fc.property(series, fc.integer({ min: 1, max: 50 }), fc.integer(), (values, scale, shift) => {
      const trend = mannKendall(values);
      const moved = mannKendall(values.map((value) => scale * value + shift));
      expect(moved.score).toBe(trend.score);
      expect(moved.probability).toBeCloseTo(trend.probability, 4);
      const turned = mannKendall(values.map((value) => -value));
      expect(turned.score).toBe(0 - trend.score);
      expect(turned.probability).toBeCloseTo(trend.probability, 4);
      expect(trend.probability).toBeGreaterThan(0);
      expect(trend.probability).toBeLessThanOrEqual(1);
    }),
  );
});

test("an autocorrelated series needs a stronger trend than an independent one with the same order", () => {
  const wave = Array.from({ length: 60 }, (_, time) => 20 * Math.sin(time / 9) + time / 4);
  const naive = mannKendall(wave, independent);
  const careful = mannKendall(wave);
  expect(careful.varianceInflation).toBeGreaterThan(5);
  expect(careful.probability).toBeGreaterThan(10 * naive.probability);
});

test("values that do not vary have no trend, and what cannot be judged is refused", () => {
  expect(mannKendall([4, 4, 4, 4, 4])).toMatchObject({ score: 0, tau: 0, probability: 1 });
  expect(() => mannKendall([1])).toThrow("at least two values");
  expect(() => mannKendall([1, Number.NaN])).toThrow("not finite: leave out what was not measured");
});

test("a million values take one sort, not half a billion pairs", () => {
  const values = Array.from({ length: 1_000_000 }, (_, time) => (time * 7919) % 1_000_003);
  expect(mannKendall(values).tau).toBeCloseTo(0, 2);
}, 60_000);

test("the documented examples are right", () => {
  expect(mannKendall([1, 2, 3, 4, 5, 6], independent).probability).toBeCloseTo(2 / 720, 12);
  expect(kendallScore([1, 3, 2, 4, 4])).toEqual({ score: 7, ties: [2] });
  expect(kendallExactProbability(6, 4)).toBeCloseTo(2 / 24, 12);
});
