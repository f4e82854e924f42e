import { mean, sampleVariance } from "simple-statistics";
import { type Difference, leastStandardError } from "./difference.ts";

/**
 * Difference of two means when the spreads may differ, with the degrees of freedom that Welch and Satterthwaite give it.
 * Source: Welch, "The generalization of 'Student's' problem when several different population variances are involved",
 * Biometrika 34 (1947); the same as R's `t.test(head, base)`.
 *
 * Assumes independent normal values. Of fork medians take the logs first: they are lognormal, and the difference of logs
 * is the log of a ratio.
 *
 * @param base at least two values
 * @param head at least two values
 * @returns null when neither side varies: then there is no spread to measure a difference by
 * @example welch([1, 2, 3], [2, 4, 6]) // difference 2, standard error 1.29, 2.94 degrees of freedom
 */
export function welch(base: readonly number[], head: readonly number[]): Difference | null {
  const [ofBase, ofHead] = [base, head].map((values) => sampleVariance([...values]) / values.length);
  if (ofBase === undefined || ofHead === undefined) return null;
  const variance = ofBase + ofHead;
  const standardError = Math.sqrt(variance);
  if (standardError < leastStandardError) return null;
  const shares = ofBase ** 2 / (base.length - 1) + ofHead ** 2 / (head.length - 1);
  return {
    difference: mean([...head]) - mean([...base]),
    standardError,
    degreesOfFreedom: variance ** 2 / shares,
  };
}
