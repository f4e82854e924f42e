import type { Interval } from "../verdict/verdict.ts";

/** An interval of natural logs as one of the quantities themselves. */
export function raised({ low, high, confidence }: Interval): Interval {
  return { low: Math.exp(low), high: Math.exp(high), confidence };
}
