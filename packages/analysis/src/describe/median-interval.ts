/** How well a median over forks is known. */

import { formatPercent } from "../verdict/quantity.ts";
import type { Interval } from "../verdict/verdict.ts";
import { median } from "./descriptive.ts";
import { logInterval } from "./log-interval.ts";
import { requireMeasurable } from "./measurable.ts";
import { orderStatisticInterval } from "./order-statistic-interval.ts";

/**
 * Below this many forks there is no interval. Student's t makes an interval from few forks wide, not wrong: from three it
 * covers the median as often as from ten (docs/calibration.md), at 2.8 times the width that five have.
 */
export const fewestForks = 3;

/** Forks that an interval of 99% takes when nothing is assumed of their distribution. */
export const fewestForksUnassumed = 8;

/** The confidence of an interval around a cost. */
export const defaultConfidence = 0.99;

/**
 * What is assumed of the fork medians. "lognormal": their logs are normal, so Student's t applies.
 * "none": nothing but that they are independent, so only their order is used; that takes eight forks for 99%.
 */
export type Assumption = "lognormal" | "none";

export type MedianInterval = {
  /** Null when the forks do not suffice; a warning says why. */
  readonly interval: Interval | null;
  /** The assumption that the interval was made under, which is not the one asked for when the values refute that. */
  readonly assumption: Assumption;
  readonly warnings: readonly string[];
};

/**
 * Interval for the median of the population that fork medians come from.
 *
 * Lognormal is refuted by a value of zero, and by a median outside of its own interval (very skewed forks): then the
 * order of the values is used instead, and a warning says so.
 *
 * @param forkMedians one value a fork, in any one unit
 * @throws RangeError when there is no value, or one that is no measured quantity
 * @example medianInterval([99, 100, 101, 100, 100]).interval // 98.55 to 101.46 at 0.99
 */
export function medianInterval(
  forkMedians: readonly number[],
  {
    confidence = defaultConfidence,
    assumption = "lognormal",
  }: { confidence?: number; assumption?: Assumption } = {},
): MedianInterval {
  requireMeasurable(forkMedians, "fork medians");
  const count = forkMedians.length;
  const tooFew = `${count} ${count === 1 ? "fork is" : "forks are"} too few for a ${formatPercent(confidence)} interval`;
  if (count < fewestForks) {
    return { interval: null, assumption, warnings: [`${tooFew}: at least ${fewestForks} are needed.`] };
  }
  const refuted = assumption === "lognormal" ? refutation(forkMedians, confidence) : null;
  if (assumption === "lognormal" && refuted === null) {
    return { interval: logInterval(forkMedians, confidence), assumption, warnings: [] };
  }
  const interval = orderStatisticInterval(forkMedians, confidence);
  const warnings = refuted === null ? [] : [refuted];
  if (interval === null) warnings.push(`${tooFew} that assumes nothing about their distribution.`);
  return { interval, assumption: "none", warnings };
}

/** Why the values cannot be lognormal, in a sentence, or null. */
function refutation(forkMedians: readonly number[], confidence: number): string | null {
  if (forkMedians.every((value) => value === forkMedians[0])) return null;
  if (forkMedians.includes(0))
    return "Some forks measured zero: the interval uses the order of the forks only.";
  const middle = median(forkMedians);
  const { low, high } = logInterval(forkMedians, confidence);
  if (low <= middle && middle <= high) return null;
  return "The forks are too skewed to be lognormal: the interval uses the order of the forks only.";
}
