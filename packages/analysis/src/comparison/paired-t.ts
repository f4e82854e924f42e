import { mean, sampleStandardDeviation } from "simple-statistics";
import { type Difference, leastStandardError } from "./difference.ts";

/**
 * Mean of paired differences: whatever a pair shares, such as the state of the machine while it was taken, cancels.
 * Source: Student, "The probable error of a mean", Biometrika 6 (1908); the same as R's `t.test(…, paired = TRUE)`.
 *
 * Assumes independent normal differences, whatever the values themselves are.
 *
 * @param differences head − base of every pair, at least two; of costs, the logs of their ratios
 * @returns null when the differences do not vary
 * @example pairedT([0.01, 0.03, 0.02]) // difference 0.02, standard error 0.00577, 2 degrees of freedom
 */
export function pairedT(differences: readonly number[]): Difference | null {
  const standardError = sampleStandardDeviation([...differences]) / Math.sqrt(differences.length);
  if (standardError < leastStandardError) return null;
  return { difference: mean([...differences]), standardError, degreesOfFreedom: differences.length - 1 };
}
