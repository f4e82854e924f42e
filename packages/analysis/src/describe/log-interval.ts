/** Interval of a median under the assumption that fork medians are lognormal. */
import * as simple from "simple-statistics";
import { studentTQuantile } from "../distribution/student-t.ts";
import type { Interval } from "../verdict/verdict.ts";

/**
 * Student's t interval for the mean of the logs, raised back: an interval for the population's median when the values
 * are lognormal, because mean and median of a normal distribution are the same.
 * Source: any text on Student (1908); Land, "Confidence intervals for linear functions of the normal mean and
 * variance", Annals of Mathematical Statistics 42 (1971), for why the raised mean is the median and not the mean.
 *
 * Values that are all the same give an interval of no width.
 *
 * @param values at least two, all above zero, in any one unit
 * @param confidence strictly between 0 and 1
 * @returns the interval in the unit of the values
 * @example logInterval([99, 100, 101, 100, 100], 0.99) // 98.55 to 101.46
 */
export function logInterval(values: readonly number[], confidence: number): Interval {
  const lowest = simple.min([...values]);
  if (lowest === simple.max([...values])) return { low: lowest, high: lowest, confidence };
  const logs = values.map(Math.log);
  const centre = simple.mean(logs);
  const halfWidth = logHalfWidth(simple.sampleStandardDeviation(logs), values.length, confidence);
  return { low: Math.exp(centre - halfWidth), high: Math.exp(centre + halfWidth), confidence };
}

/** Half the width that a t interval on logs has, in logs, for a spread and a number of values (at least two). */
export function logHalfWidth(standardDeviation: number, count: number, confidence: number): number {
  return (studentTQuantile((1 + confidence) / 2, count - 1) * standardDeviation) / Math.sqrt(count);
}
