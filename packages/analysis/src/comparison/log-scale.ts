import type { Interval } from "../verdict/verdict.ts";

/** Beyond this factor either way a ratio is not known, and soon no number of double precision. */
const known = 1e100;

/** An interval of the logs of ratios as one of the ratios themselves, or null when it says nothing. */
export function raised({ low, high, confidence }: Interval): Interval | null {
  const interval = { low: Math.exp(low), high: Math.exp(high), confidence };
  return interval.low > 1 / known && interval.high < known ? interval : null;
}
