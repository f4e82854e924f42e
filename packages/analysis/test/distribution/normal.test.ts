/** Oracle: R's pnorm and qnorm. */
import { expect, test } from "vitest";
import { normalQuantile, normalTwoSidedProbability } from "../../src/distribution/normal.ts";
import reference from "../reference/r-trend.json" with { type: "json" };

const { z, cumulative, p, quantiles } = reference.normal;

test("two-sided probabilities agree with R's pnorm within a millionth, in order of magnitude below 1e-12", () => {
  z.forEach((value, index) => {
    const below = cumulative[index] ?? 0;
    const expected = 2 * Math.min(below, 1 - below);
    const ratio = normalTwoSidedProbability(value) / expected;
    if (expected > 1e-12) expect(Math.abs(ratio - 1)).toBeLessThanOrEqual(reference.toleranceRelative);
    else expect(Math.abs(Math.log10(ratio))).toBeLessThan(1);
  });
});

test("quantiles agree with R's qnorm within a millionth", () => {
  p.forEach((probability, index) => {
    const expected = quantiles[index] ?? 0;
    expect(Math.abs(normalQuantile(probability) - expected)).toBeLessThanOrEqual(
      Math.max(1e-9, reference.toleranceRelative * Math.abs(expected)),
    );
  });
});

test("no probability is zero, and none is made of what is no number", () => {
  expect(normalTwoSidedProbability(Number.POSITIVE_INFINITY)).toBe(1e-15);
  expect(() => normalTwoSidedProbability(Number.NaN)).toThrow("not a number");
});

test("the documented examples are right", () => {
  expect(normalTwoSidedProbability(1.96)).toBeCloseTo(0.0499957, 6);
  expect(normalQuantile(0.975)).toBeCloseTo(1.9599639, 6);
});
