import type { Interval } from "../verdict/verdict.ts";

/** 97.5% quantile of where W(x) − |x|/2 is largest, with W a two-sided Brownian motion; in noise over signal. */
const quantile = 11;

/**
 * Interval for where a change lies: a shift Δ in noise of variance v is located to within 11·v/Δ², whatever the length
 * of the series. Source: Bai, "Estimation of a change point in multiple regression models", Review of Economics and
 * Statistics 79 (1997).
 *
 * @param longRunVariance of the noise, with its autocorrelation, in squared units of the shift
 * @param within indices that the change can have: those between its neighbours
 * @returns first indices of the later segment, at 95%
 * @example locationInterval(50, 2, 4, { low: 1, high: 99 }) // 38 to 62 at 0.95
 */
export function locationInterval(
  index: number,
  shift: number,
  longRunVariance: number,
  within: { readonly low: number; readonly high: number },
): Interval {
  const reach = Math.floor((quantile * longRunVariance) / shift ** 2) + 1;
  return {
    low: Math.max(within.low, index - reach),
    high: Math.min(within.high, index + reach),
    confidence: 0.95,
  };
}
