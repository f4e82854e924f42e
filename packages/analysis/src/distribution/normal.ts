/// <reference path="./jstat.d.ts" />
import jStat from "jstat";

/**
 * Quantile of the standard normal distribution, by jstat (within 1e-9 of R's `qnorm`).
 *
 * @param probability strictly between 0 and 1
 * @example normalQuantile(0.975) // 1.9599639…
 */
export function normalQuantile(probability: number): number {
  return jStat.normal.inv(probability, 0, 1);
}

/** From here on jstat's error function has lost its digits, and the continued fraction has gained them. */
const farOut = 5;
const terms = 60;

/**
 * Probability that a standard normal draw is as far from zero as a value or farther, on either side: the p of a
 * two-sided test. By jstat near zero and by the continued fraction of Mills' ratio in the tails (Abramowitz and Stegun,
 * "Handbook of Mathematical Functions", 1964, 26.2.14); within 1e-9 of R's `2 * pnorm(-abs(z))`.
 *
 * @param value infinity is allowed: it gives 0
 * @example normalTwoSidedProbability(1.959964) // 0.05
 */
export function normalTwoSidedProbability(value: number): number {
  const distance = Math.abs(value);
  if (distance < farOut) return 2 * jStat.normal.cdf(-distance, 0, 1);
  let fraction = distance;
  for (let term = terms; term > 0; term -= 1) fraction = distance + term / fraction;
  return (2 * Math.exp(-(distance ** 2) / 2)) / Math.sqrt(2 * Math.PI) / fraction;
}
