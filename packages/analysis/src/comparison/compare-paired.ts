/** Is the head slower than the base, when every fork measured both? */
import { orderStatisticInterval } from "../describe/order-statistic-interval.ts";
import {
  constantWarning,
  isCost,
  leftOutWarnings,
  missingIntervalWarnings,
  skewedWarning,
  tooFewWarnings,
  untested,
  wildWarnings,
  zeroWarning,
} from "./comparable.ts";
import {
  type ComparisonOptions,
  type CostComparison,
  confidenceOf,
  parametersOf,
} from "./cost-comparison.ts";
import { differenceInterval, differenceProbability } from "./difference.ts";
import { raised } from "./log-scale.ts";
import { pairedT } from "./paired-t.ts";
import { signTest } from "./sign-test.ts";
import { smallestEffect } from "./smallest-effect.ts";

/** The cost of one case in one fork that ran both builds, in any one unit. */
export type CostPair = { readonly base: number; readonly head: number };

/**
 * Compares fork by fork: the datum is the ratio within a fork, so whatever a fork shares cancels, be it a slow machine
 * or one that grows slower. Student's t on the logs of the ratios, or, with the assumption "none", their order only
 * (sign test and order statistics, from eight forks on). It falls back to the latter, with a warning, when the ratios
 * are plainly not lognormal or do not vary.
 *
 * To compare by ratios that were taken within the forks, such as medians of many alternating batches, give pairs with a
 * base of 1. Nothing measured throws: what cannot be compared has null figures and a warning.
 *
 * @throws RangeError when an option is out of its range
 * @example
 * comparePaired([1.04, 1.05, 1.06, 1.05, 1.05].map((head) => ({ base: 1, head })))
 * // ratio 1.05, interval 1.0355 to 1.0646 at 99%, p 8.5e-5, smallest effect 2.47%
 */
export function comparePaired(pairs: readonly CostPair[], options: ComparisonOptions = {}): CostComparison {
  const parameters = parametersOf(options);
  const taken = pairs.filter(({ base, head }) => isCost(base) && isCost(head));
  const forks = { base: taken.length, head: taken.length };
  const warnings = leftOutWarnings(pairs.length - taken.length, pairs.length);
  if (taken.some(({ base, head }) => base === 0 || head === 0)) {
    return untested(forks, parameters, null, [...warnings, zeroWarning]);
  }
  const logs = taken.map(({ base, head }) => Math.log(head / base)).sort((a, b) => a - b);
  const middle = middleOf(logs);
  const tooFew = tooFewWarnings(logs.length, parameters);
  if (middle === null || tooFew.length > 0) {
    return untested(forks, parameters, middle === null ? null : Math.exp(middle), [...warnings, ...tooFew]);
  }

  const confidence = confidenceOf(parameters);
  const difference = pairedT(logs);
  if (difference !== null && options.assumption !== "none") {
    const { low, high } = differenceInterval(difference, confidence);
    if (low <= middle && middle <= high) {
      const interval = raised({ low, high, confidence });
      return {
        method: "paired t on log ratios",
        assumption: "lognormal",
        forks,
        ratio: Math.exp(difference.difference),
        interval,
        probability: differenceProbability(difference),
        difference,
        smallestEffect:
          interval === null ? null : smallestEffect(difference, 1 - confidence, parameters.leastEffect),
        parameters,
        warnings: [...warnings, ...wildWarnings(interval)],
      };
    }
    warnings.push(skewedWarning);
  }
  if (difference === null) warnings.push(constantWarning);
  const interval = orderStatisticInterval(logs, confidence);
  return {
    method: "sign test on ratios",
    assumption: "none",
    forks,
    ratio: Math.exp(middle),
    interval: interval === null ? null : raised(interval),
    probability: signTest(logs.map((log) => (Math.abs(log) < rounding ? 0 : log))),
    difference: null,
    smallestEffect: null,
    parameters,
    warnings: [...warnings, ...missingIntervalWarnings(interval, logs.length, parameters)],
  };
}

/** Logs closer to zero than this are those of equal costs. */
const rounding = 1e-12;

function middleOf(sorted: readonly number[]): number | null {
  const low = sorted[(sorted.length - 1) >> 1];
  const high = sorted[sorted.length >> 1];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}
