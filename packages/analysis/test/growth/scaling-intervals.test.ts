/** Oracles: textbook intervals where they apply, known variances of medians, and what must hold of any fit. */
import fc from "fast-check";
import { mean, sampleStandardDeviation } from "simple-statistics";
import { describe, expect, test } from "vitest";
import { seededDraws } from "../../src/calibration/noise.ts";
import { studentTQuantile } from "../../src/distribution/student-t.ts";
import { forkEffect } from "../../src/growth/fork-effect.ts";
import { fitScaling, type GrowthFit } from "../../src/index.ts";

describe("the effect of forks", () => {
  const forks = [-0.04, -0.01, 0, 0.02, 0.03];

  test("alone is that of a median: π/2 times the variance of a mean", () => {
    const residuals = Array.from({ length: 12 }, () => forks);
    const spread = sampleStandardDeviation(forks);
    expect(forkEffect(residuals).variance).toBeCloseTo(((Math.PI / 2) * spread ** 2) / forks.length, 12);
  });

  test("is none where forks are not evidently different", () => {
    const { normal } = seededDraws(1, "no effect");
    const residuals = Array.from({ length: 12 }, () => forks.map(() => 0.03 * normal()));
    expect(forkEffect(residuals)).toEqual({ variance: 0, uncertainty: 0 });
    expect(
      forkEffect([
        [0, 0, 0],
        [0, 0, 0],
      ]),
    ).toEqual({ variance: 0, uncertainty: 0 });
  });

  test.each([
    [0.03, 0.02],
    [0.01, 0.03],
    [0.001, 0.03],
  ])("is what simulation finds, for noise of %f and forks of %f", (noise, between) => {
    // Oracle: the covariance of medians at two sizes, over 20,000 experiments of 15 forks.
    const { normal } = seededDraws(2, `effect ${noise}`);
    const middle = (values: readonly number[]) => values.toSorted((a, b) => a - b)[7] ?? 0;
    const products = Array.from({ length: 20_000 }, () => {
      const ofForks = Array.from({ length: 15 }, () => between * normal());
      const at = () => middle(ofForks.map((one) => one + noise * normal()));
      return at() * at();
    });
    const estimates = Array.from({ length: 400 }, () => {
      const ofForks = Array.from({ length: 15 }, () => between * normal());
      return forkEffect(Array.from({ length: 12 }, () => ofForks.map((one) => one + noise * normal())))
        .variance;
    });
    expect(mean(estimates) / mean(products)).toBeGreaterThan(0.9);
    expect(mean(estimates) / mean(products)).toBeLessThan(1.15);
  });
});

const sizes = Array.from({ length: 12 }, (_, index) => Math.round(1000 * 10 ** (index / 5.5)));

function fitted(costs: (size: number, index: number) => readonly number[]): GrowthFit {
  const fit = fitScaling(sizes.map((size, index) => ({ size, forkMedians: costs(size, index) })));
  if ("refusal" in fit) throw new Error(fit.refusal);
  return fit;
}

describe("the intervals of a constant", () => {
  // Forks agree, so that only the sizes scatter.
  const logs = [0.01, -0.02, 0.015, 0, -0.01, 0.02, -0.015, 0.005, -0.005, 0.012, -0.018, 0.006];
  const fit = fitted((_, index) => new Array<number>(5).fill(100 * Math.exp(logs[index] ?? 0)));

  test("are those of a mean of logs", () => {
    expect(fit.models[0]).toMatchObject({ class: "1", hasIntercept: false });
    const reach = (studentTQuantile(0.975, 11) * sampleStandardDeviation(logs)) / Math.sqrt(12);
    expect(fit.coefficientInterval?.low).toBeCloseTo(100 * Math.exp(mean(logs) - reach), 9);
    expect(fit.coefficientInterval?.high).toBeCloseTo(100 * Math.exp(mean(logs) + reach), 9);
  });

  test("and of a slope by least squares", () => {
    const x = sizes.map(Math.log);
    const squares = x.reduce((sum, value) => sum + (value - mean(x)) ** 2, 0);
    const residuals = logs.map(
      (log, index) => log - mean(logs) - fit.exponent.estimate * ((x[index] ?? 0) - mean(x)),
    );
    const scatter = residuals.reduce((sum, value) => sum + value ** 2, 0) / 10;
    const reach = studentTQuantile(0.975, 10) * Math.sqrt(scatter / squares);
    expect(fit.exponent.interval?.low).toBeCloseTo(fit.exponent.estimate - reach, 9);
    expect(fit.exponent.interval?.high).toBeCloseTo(fit.exponent.estimate + reach, 9);
  });
});

test("an intercept that the best model leaves out still widens the interval of the coefficient", () => {
  const { normal } = seededDraws(5, "no intercept");
  const fit = fitted((size) => Array.from({ length: 5 }, () => 35 * size * Math.exp(0.02 * normal())));
  expect(fit.models[0]).toMatchObject({ class: "n", hasIntercept: false });
  const { low = 0, high = 0 } = fit.coefficientInterval ?? {};
  const scatter = fit.models[0]?.sigma ?? 0;
  // Without the intercept it would reach t·σ/√12 = 0.64 σ to either side.
  expect(Math.log(high / low)).toBeGreaterThan(2 * scatter);
});

test("an intercept below zero, which no model has, is seen by the interval of the coefficient", () => {
  const { models, coefficientInterval } = fitted((size) => new Array<number>(5).fill(35 * (size - 30)));
  expect(models[0]).toMatchObject({ class: "n", intercept: 0 });
  expect(models[0]?.coefficient).toBeCloseTo(34.74, 2);
  expect(coefficientInterval?.low).toBe(models[0]?.coefficient);
  expect(coefficientInterval?.high).toBeCloseTo(35, 2);
});

test("a coefficient that may be off by more than a factor of 1,000 is not known", () => {
  const wild = fitted((_, index) => new Array<number>(5).fill(index % 2 === 0 ? 1e-9 : 1e9));
  expect(wild.coefficientInterval).toBeNull();
  expect(wild.exponent.interval).not.toBeNull();
});

test("every interval is made of numbers and holds its estimate, whatever the costs", () => {
  const cost = fc.oneof(fc.double({ min: 1e-60, max: 1e60, noNaN: true }), fc.constantFrom(1, 1, 2));
  fc.assert(
    fc.property(
      fc.array(fc.array(cost, { minLength: 5, maxLength: 6 }), { minLength: 12, maxLength: 12 }),
      (costs) => {
        const { models, coefficientInterval, exponent } = fitted((_, index) => costs[index] ?? []);
        const coefficient = models[0]?.coefficient ?? Number.NaN;
        if (coefficientInterval !== null) {
          expect(coefficientInterval.low).toBeLessThanOrEqual(coefficient);
          expect(coefficientInterval.high).toBeGreaterThanOrEqual(coefficient);
        }
        expect(exponent.interval?.low).toBeLessThanOrEqual(exponent.estimate);
        expect(exponent.interval?.high).toBeGreaterThanOrEqual(exponent.estimate);
      },
    ),
  );
});
