/// <reference path="./jstat.d.ts" />
import jStat from "jstat";

/** Below this jstat's tail is only rounding. */
const least = 1e-15;

/**
 * Probability that a standard normal value is at least as far from zero, on either side, by jstat: within 1e-6 of R's
 * `2 * pnorm(-abs(z))` down to 1e-9, in order of magnitude down to 1e-15, and never less than that.
 *
 * @throws RangeError when z is not a number
 * @example normalTwoSidedProbability(1.96) // 0.0499957…
 */
export function normalTwoSidedProbability(z: number): number {
  if (Number.isNaN(z)) throw new RangeError("A normal probability was asked for a z that is not a number.");
  return Math.max(least, 2 * jStat.normal.cdf(-Math.abs(z), 0, 1));
}

/**
 * Quantile of the standard normal distribution, by jstat (within 1e-7 of R's `qnorm`).
 *
 * @param probability strictly between 0 and 1
 * @example normalQuantile(0.975) // 1.9599639…
 */
export function normalQuantile(probability: number): number {
  return jStat.normal.inv(probability, 0, 1);
}
