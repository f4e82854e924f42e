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
 * Probability that Student's t is at most a value (within 1e-7 of R's `pt`).
 *
 * @param degreesOfFreedom above 0, not necessarily whole
 * @example studentTProbability(2, 4) // 0.9419417…
 */
export function studentTProbability(value: number, degreesOfFreedom: number): number {
  const tail = studentTTwoSidedProbability(value, degreesOfFreedom) / 2;
  return value < 0 ? tail : 1 - tail;
}

/**
 * Probability that Student's t is as far from zero as a value or farther, on either side: the p of a two-sided test.
 * As f/(f + t²) in the incomplete beta function it keeps its digits in the far tails (1e-97 within 1e-7 of R's
 * `2 * pt(-abs(t), f)`), where one minus a probability has none; jstat's own `studentt.cdf` loses them from |t| = 40 on.
 *
 * @param value infinity is allowed: it gives 0
 * @param degreesOfFreedom above 0, not necessarily whole
 * @example studentTTwoSidedProbability(-40, 200) // 2.2487…e-97
 */
export function studentTTwoSidedProbability(value: number, degreesOfFreedom: number): number {
  return jStat.ibeta(degreesOfFreedom / (degreesOfFreedom + value ** 2), degreesOfFreedom / 2, 0.5);
}
