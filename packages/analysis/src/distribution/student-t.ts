/// <reference path="./jstat.d.ts" />
import jStat from "jstat";

/**
 * Quantile of Student's t distribution, by jstat (within 1e-7 of R's `qt`).
 *
 * @param probability strictly between 0 and 1
 * @param degreesOfFreedom above 0, not necessarily whole
 * @example studentTQuantile(0.995, 9) // 3.2498355…
 */
export function studentTQuantile(probability: number, degreesOfFreedom: number): number {
  return jStat.studentt.inv(probability, degreesOfFreedom);
}

/**
 * Probability that Student's t is at most a value, by jstat (within 1e-7 of R's `pt`).
 *
 * @param degreesOfFreedom above 0, not necessarily whole
 * @example studentTProbability(2, 4) // 0.9419417…
 */
export function studentTProbability(value: number, degreesOfFreedom: number): number {
  return jStat.studentt.cdf(value, degreesOfFreedom);
}
