/** Oracle: R's pnorm and qnorm. */
import { expect, test } from "vitest";
import { normalQuantile, normalTwoSidedProbability } from "../../src/distribution/normal.ts";
import reference from "../reference/r-comparison.json" with { type: "json" };

const { values, valueProbabilities, probabilities, quantiles } = reference.normal;

test("quantiles agree with R's qnorm within a millionth", () => {
  probabilities.forEach((probability, index) => {
    const expected = quantiles[index] ?? Number.NaN;
    expect(Math.abs(normalQuantile(probability) - expected)).toBeLessThanOrEqual(
      1e-6 * Math.abs(expected) + 1e-15,
    );
  });
});

test("two-sided tails agree with R's pnorm within a millionth, beyond the digits of one minus a probability", () => {
  const tails = values.filter((value) => value <= 0);
  expect(tails).toContain(-8);
  for (const value of tails) {
    const expected = 2 * (valueProbabilities[values.indexOf(value)] ?? Number.NaN);
    expect(normalTwoSidedProbability(value) / expected).toBeCloseTo(1, 8);
    expect(normalTwoSidedProbability(-value)).toBe(normalTwoSidedProbability(value));
  }
});

test("is continuous where the method changes, and ends at zero", () => {
  expect(normalTwoSidedProbability(5 - 1e-9) / normalTwoSidedProbability(5)).toBeCloseTo(1, 7);
  expect(normalTwoSidedProbability(Number.POSITIVE_INFINITY)).toBe(0);
});
