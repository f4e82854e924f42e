/** Interval of a median that assumes nothing about the distribution. */
import type { Interval } from "../verdict/verdict.ts";

/**
 * Exact interval for the population's median between two order statistics: x₍k₎ to x₍n+1−k₎ covers it with probability
 * 1 − 2·P(B ≤ k − 1), where B is binomial with n trials and p = ½. The largest k that reaches the confidence is taken.
 * Source: David and Nagaraja, "Order Statistics", 3rd edition (2003), section 7.1.
 *
 * Assumes independent values of one continuous distribution, of any shape; with ties it covers more, not less.
 *
 * @param values in any one unit and order
 * @param confidence strictly between 0 and 1
 * @returns the interval with the confidence that it really has (at least the one asked for), or null when even the
 *   whole range of the values is too short for it (99% takes 8 values, 95% takes 6)
 * @example orderStatisticInterval([5, 1, 4, 2, 8, 7, 3, 6], 0.99) // 1 to 8 at 0.992
 */
export function orderStatisticInterval(values: readonly number[], confidence: number): Interval | null {
  const sorted = [...values].sort((a, b) => a - b);
  const count = sorted.length;
  let interval: Interval | null = null;
  // In logs, because 0.5ⁿ itself is zero in double precision beyond a thousand values.
  let logProbability = count * Math.log(0.5);
  let below = Math.exp(logProbability);
  for (let rank = 1; 2 * rank <= count && 1 - 2 * below >= confidence; rank += 1) {
    const low = sorted[rank - 1];
    const high = sorted[count - rank];
    if (low === undefined || high === undefined) break;
    interval = { low, high, confidence: 1 - 2 * below };
    logProbability += Math.log((count - rank + 1) / rank);
    below += Math.exp(logProbability);
  }
  return interval;
}
