import { normalQuantile } from "../distribution/normal.ts";
import type { Interval } from "../verdict/verdict.ts";
import { cumulativeShares, largestCounted } from "./mann-whitney.ts";

/**
 * The ratio of two groups without an assumption on their distribution: the median of all head/base, and the interval
 * between two of these ratios that inverts the test of Mann and Whitney.
 * Source: Hodges and Lehmann, "Estimates of location based on rank tests", Annals of Mathematical Statistics 34 (1963);
 * Bauer, "Constructing confidence sets using rank statistics", Journal of the American Statistical Association 67 (1972).
 *
 * Assumes that head costs are distributed as base costs times one factor.
 *
 * @param base at least one cost, all above zero
 * @param head at least one cost, all above zero
 * @returns a null interval when even all ratios together do not reach the confidence (5 forks a side do for 99%)
 * @example hodgesLehmann([10, 11, 12, 13, 14], [20, 22, 24, 26, 28], 0.99) // 2, from 1.43 to 2.8
 */
export function hodgesLehmann(
  base: readonly number[],
  head: readonly number[],
  confidence: number,
): { readonly ratio: number; readonly interval: Interval | null } {
  const ratios = head.flatMap((one) => base.map((other) => one / other)).sort((a, b) => a - b);
  const [lower, upper] = [ratios[(ratios.length - 1) >> 1] ?? 1, ratios[ratios.length >> 1] ?? 1];
  // The geometric middle, so that swapping base and head inverts the ratio.
  const ratio = lower === upper ? lower : Math.sqrt(lower) * Math.sqrt(upper);
  const rank = lowestRank(base.length, head.length, confidence);
  const [low, high] = [ratios[rank], ratios[ratios.length - 1 - rank]];
  if (rank < 0 || low === undefined || high === undefined) return { ratio, interval: null };
  return { ratio, interval: { low, high, confidence } };
}

/** The largest u with 2·P(U ≤ u) ≤ 1 − confidence, or −1. */
function lowestRank(base: number, head: number, confidence: number): number {
  const tail = (1 - confidence) / 2;
  if (base < largestCounted && head < largestCounted) {
    return cumulativeShares(base, head).findLastIndex((share) => share <= tail * (1 + 1e-12));
  }
  const pairs = base * head;
  const spread = Math.sqrt((pairs * (base + head + 1)) / 12);
  return Math.max(-1, Math.floor(pairs / 2 - normalQuantile(1 - tail) * spread - 0.5));
}
