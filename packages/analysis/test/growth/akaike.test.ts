import fc from "fast-check";
import { expect, test } from "vitest";
import { aicc, akaikeSet, akaikeWeights } from "../../src/growth/akaike.ts";

test("AICc is −2·log likelihood of normal residuals plus its penalties", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 6, maxLength: 30 }),
      (residuals) => {
        const [n, k] = [residuals.length, 3];
        const squares = residuals.reduce((sum, residual) => sum + residual ** 2, 0);
        const variance = squares / n;
        fc.pre(variance > 1e-6);
        const logLikelihood = residuals.reduce(
          (sum, residual) => sum - Math.log(2 * Math.PI * variance) / 2 - residual ** 2 / (2 * variance),
          0,
        );
        const constants = n * Math.log(2 * Math.PI) + n;
        const expected = -2 * logLikelihood - constants + 2 * k + (2 * k * (k + 1)) / (n - k - 1);
        expect(aicc(squares, n, k)).toBeCloseTo(expected, 8);
      },
    ),
  );
});

test("a perfect fit stays finite, and too few points for the parameters rule a model out", () => {
  expect(Number.isFinite(aicc(0, 12, 3))).toBe(true);
  expect(aicc(0, 12, 2)).toBeLessThan(aicc(0, 12, 3));
  expect(aicc(1, 4, 3)).toBe(Number.POSITIVE_INFINITY);
  expect(aicc(1, 5, 3)).toBeLessThan(Number.POSITIVE_INFINITY);
  expect(akaikeWeights([Number.POSITIVE_INFINITY, 3])).toEqual([0, 1]);
});

test("weights sum to one and do not depend on a constant added to all", () => {
  const criteria = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), {
    minLength: 1,
    maxLength: 11,
  });
  fc.assert(
    fc.property(criteria, fc.double({ min: -1000, max: 1000, noNaN: true }), (values, shift) => {
      const weights = akaikeWeights(values);
      expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      const shifted = akaikeWeights(values.map((value) => value + shift));
      shifted.forEach((weight, index) => {
        expect(weight).toBeCloseTo(weights[index] ?? 0, 9);
      });
    }),
  );
});

test("the documented examples are right", () => {
  expect(aicc(12, 12, 2)).toBeCloseTo(5.333, 3);
  expect(akaikeWeights([10, 10, 14]).map((weight) => weight.toFixed(3))).toEqual(["0.468", "0.468", "0.063"]);
  const models = [{ weight: 0.9 }, { weight: 0.07 }, { weight: 0.03 }];
  expect(akaikeSet(models, 0.95)).toEqual(models.slice(0, 2));
});
