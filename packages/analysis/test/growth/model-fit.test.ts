import fc from "fast-check";
import { expect, test } from "vitest";
import { goldenSection } from "../../src/growth/golden-section.ts";
import { growth } from "../../src/growth/growth-models.ts";
import { fitModel } from "../../src/growth/model-fit.ts";
import { powerLawExponent } from "../../src/growth/power-law.ts";
import reference from "../reference/r-statistics.json" with { type: "json" };

const growths = fc.array(fc.double({ min: 1, max: 1e6, noNaN: true }), { minLength: 5, maxLength: 12 });
const noise = fc.array(fc.double({ min: -0.3, max: 0.3, noNaN: true }), { minLength: 12, maxLength: 12 });

const squaresAt = (
  f: readonly number[],
  logCosts: readonly number[],
  intercept: number,
  coefficient: number,
) =>
  f.reduce((sum, value, i) => sum + ((logCosts[i] ?? 0) - Math.log(intercept + coefficient * value)) ** 2, 0);

test("without noise the planted intercept and coefficient come back", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 10, noNaN: true }),
      fc.double({ min: 0.01, max: 100, noNaN: true }),
      (r, c) => {
        const f = [1, 2, 5, 10, 20, 50, 100];
        const fit = fitModel(
          f,
          f.map((value) => Math.log(c * (r + value))),
          true,
        );
        expect(fit.coefficient / c).toBeCloseTo(1, 5);
        expect(fit.intercept / c).toBeCloseTo(r, 4);
        expect(fit.squares).toBeLessThan(1e-10);
      },
    ),
  );
});

test("no other intercept and coefficient fit better", () => {
  const nudge = fc.double({ min: -0.2, max: 0.2, noNaN: true });
  fc.assert(
    fc.property(growths, noise, nudge, nudge, fc.boolean(), (f, errors, a, b, hasIntercept) => {
      const logCosts = f.map((value, i) => Math.log(500 + 3 * value) + (errors[i] ?? 0));
      const { intercept, coefficient, squares } = fitModel(f, logCosts, hasIntercept);
      expect(squares).toBeCloseTo(squaresAt(f, logCosts, intercept, coefficient), 8);
      const other = hasIntercept ? (intercept || 1) * Math.exp(10 * a) : 0;
      expect(squaresAt(f, logCosts, other, coefficient * Math.exp(b))).toBeGreaterThanOrEqual(squares - 1e-7);
    }),
    { numRuns: 300 },
  );
});

test("an intercept never goes below zero", () => {
  // y = n − 0.9: the best intercept would be negative, so the boundary must be returned exactly.
  const f = [1, 2, 4, 8, 16];
  const fit = fitModel(
    f,
    f.map((value) => Math.log(value - 0.9)),
    true,
  );
  expect(fit.intercept).toBe(0);
  expect(fit).toEqual(
    fitModel(
      f,
      f.map((value) => Math.log(value - 0.9)),
      false,
    ),
  );
});

test("agrees with R's least squares of relative errors where both are close: noise of 2%", () => {
  for (const { n, y, intercept, slope, slopeInterval95 } of reference.relativeLeastSquares) {
    const fit = fitModel(n, y.map(Math.log), true);
    const [low = 0, high = 0] = slopeInterval95;
    expect(Math.abs(fit.coefficient - slope)).toBeLessThan((high - low) / 20);
    expect(fit.intercept / intercept).toBeCloseTo(1, 1);
  }
});

test("the exponent of a power law is found and does not depend on units", () => {
  const positive = fc.double({ min: 0.01, max: 1000, noNaN: true });
  fc.assert(
    fc.property(fc.double({ min: -3, max: 3, noNaN: true }), positive, positive, (exponent, factor, unit) => {
      const sizes = [1, 3, 10, 30, 100];
      const logCosts = sizes.map((size) => Math.log(factor) + exponent * Math.log(size));
      expect(
        powerLawExponent(
          sizes.map((size) => Math.log(size * unit)),
          logCosts,
        ),
      ).toBeCloseTo(exponent, 9);
    }),
  );
});

test("the documented examples are right", () => {
  expect(growth("n lg n", 8)).toBe(24);
  const fit = fitModel([1, 2, 4], [12, 14, 18].map(Math.log), true);
  expect(fit.intercept).toBeCloseTo(10, 4);
  expect(fit.coefficient).toBeCloseTo(2, 4);
  expect(goldenSection((x) => (x - 2) ** 2, 0, 5, 40)).toBeCloseTo(2, 6);
  expect(powerLawExponent([1, 2, 4].map(Math.log), [3, 12, 48].map(Math.log))).toBeCloseTo(2, 12);
});
