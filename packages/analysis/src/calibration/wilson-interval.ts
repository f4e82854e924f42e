import { normalQuantile } from "../distribution/normal.ts";
import type { Interval } from "../verdict/verdict.ts";

/**
 * Interval for the probability behind a share of independent trials, by inverting the score test; it stays within 0 … 1
 * and is sensible at shares of 0 and 1, where the textbook's ±z·√(p(1 − p)/n) has no width.
 * Source: Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American
 * Statistical Association 22 (1927); recommended by Brown, Cai and DasGupta, Statistical Science 16 (2001).
 *
 * @param confidence strictly between 0 and 1
 * @throws RangeError when the counts are not whole numbers with 0 ≤ counted ≤ trials and trials ≥ 1
 * @example wilsonInterval(3, 1000, 0.99) // 0.00076 to 0.01179
 */
export function wilsonInterval(counted: number, trials: number, confidence: number): Interval {
  if (
    !Number.isSafeInteger(counted) ||
    !Number.isSafeInteger(trials) ||
    counted < 0 ||
    trials < 1 ||
    counted > trials
  ) {
    throw new RangeError(
      `${counted} of ${trials} trials: give whole numbers, at least one trial, no more counted.`,
    );
  }
  const z = normalQuantile((1 + confidence) / 2);
  const share = counted / trials;
  const spread = (z / trials) * Math.sqrt(counted * (1 - share) + z ** 2 / 4);
  const centre = share + z ** 2 / (2 * trials);
  const scale = 1 + z ** 2 / trials;
  return {
    low: counted === 0 ? 0 : (centre - spread) / scale,
    high: counted === trials ? 1 : (centre + spread) / scale,
    confidence,
  };
}
