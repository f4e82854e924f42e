import { expect, test } from "vitest";
import { median, medianAbsoluteDeviation, quantile } from "../../src/index.ts";
import reference from "../reference/r-statistics.json" with { type: "json" };

test("median, deviation and type 7 quantiles agree with R to 1e-12", () => {
  for (const { x, median: middle, madUnscaled, probabilities, quantilesType7 } of reference.descriptive) {
    expect(median(x) / middle).toBeCloseTo(1, 12);
    expect(medianAbsoluteDeviation(x) / madUnscaled).toBeCloseTo(1, 12);
    probabilities.forEach((probability, index) => {
      expect(quantile(x, probability) / (quantilesType7[index] ?? 0)).toBeCloseTo(1, 12);
    });
  }
});

test("the documented examples are right", () => {
  expect(median([10, 2, 5, 100, 2, 1])).toBe(3.5);
  expect(medianAbsoluteDeviation([1, 1, 2, 2, 4, 6, 9])).toBe(1);
  expect(quantile([3, 6, 7, 8, 8, 9, 10, 13, 15, 16, 20], 0.25)).toBe(7.5);
});

test("what is no measured value is refused by its place and value", () => {
  expect(() => median([])).toThrow("There are no values: at least one is needed.");
  expect(() => median([1, Number.NaN])).toThrow(
    "Of values, number 2 is NaN: give zero or a number between 1e-100 and 1e100.",
  );
  expect(() => quantile([1, 2, Number.POSITIVE_INFINITY], 0.5)).toThrow("number 3 is Infinity");
  expect(() => medianAbsoluteDeviation([-1])).toThrow("number 1 is -1");
});
