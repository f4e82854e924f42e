import { expect, test } from "vitest";
import {
  studentTProbability,
  studentTQuantile,
  studentTTwoSidedProbability,
} from "../../src/distribution/student-t.ts";
import reference from "../reference/r-statistics.json" with { type: "json" };

test("quantiles agree with R's qt within a millionth, far into the tails", () => {
  for (const { degreesOfFreedom, probabilities, quantiles } of reference.studentT) {
    probabilities.forEach((probability, index) => {
      const expected = quantiles[index] ?? Number.NaN;
      const error = studentTQuantile(probability, degreesOfFreedom) - expected;
      expect(Math.abs(error)).toBeLessThanOrEqual(reference.toleranceRelative * Math.abs(expected));
    });
  }
});

test("probabilities agree with R's pt within a millionth", () => {
  for (const { degreesOfFreedom, values, valueProbabilities } of reference.studentT) {
    values.forEach((value, index) => {
      const expected = valueProbabilities[index] ?? Number.NaN;
      const error = studentTProbability(value, degreesOfFreedom) - expected;
      expect(Math.abs(error)).toBeLessThanOrEqual(reference.toleranceRelative * expected);
    });
  }
});

test("two-sided tails keep their digits down to 1e-97", () => {
  for (const { degreesOfFreedom, values, valueProbabilities } of reference.studentT) {
    values.forEach((value, index) => {
      if (value > 0) return;
      const expected = 2 * (valueProbabilities[index] ?? Number.NaN);
      expect(studentTTwoSidedProbability(value, degreesOfFreedom) / expected).toBeCloseTo(1, 6);
      expect(studentTTwoSidedProbability(-value, degreesOfFreedom)).toBe(
        studentTTwoSidedProbability(value, degreesOfFreedom),
      );
    });
  }
  expect(studentTTwoSidedProbability(0, 3)).toBe(1);
  expect(studentTTwoSidedProbability(Number.POSITIVE_INFINITY, 4)).toBe(0);
});

test("the documented examples are right", () => {
  expect(studentTProbability(2, 4)).toBeCloseTo(0.9419417, 6);
  expect(studentTQuantile(0.995, 9)).toBeCloseTo(3.2498355, 6);
  expect(studentTTwoSidedProbability(-40, 200) / 2.2487e-97).toBeCloseTo(1, 4);
});
