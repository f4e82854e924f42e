/** Is the head slower than the base, when each build ran in forks of its own? */
import {
  constantWarning,
  isCost,
  leftOutWarnings,
  missingIntervalWarnings,
  tooFewWarnings,
  unconfirmedWarning,
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
import { hodgesLehmann } from "./hodges-lehmann.ts";
import { raised } from "./log-scale.ts";
import { mannWhitney } from "./mann-whitney.ts";
import { smallestEffect } from "./smallest-effect.ts";
import { welch } from "./welch.ts";

/** A rank test that finds p above this contradicts a t test that raises the alarm. */
const contradiction = 0.05;

/**
 * Compares the fork medians of two builds that ran in different forks, best in alternation on one machine: Welch's t on
 * their logs, or, with the assumption "none", the test of Mann and Whitney with the ratio of Hodges and Lehmann. It
 * falls back to the latter, with a warning, when neither build's forks vary. Nothing measured throws: what cannot be
 * compared has null figures and a warning.
 *
 * @param base one cost a fork, in any one unit
 * @param head one cost a fork, in the same unit
 * @throws RangeError when an option is out of its range
 * @example
 * compareUnpaired([99, 100, 101, 100, 100], [104, 105, 106, 105, 105])
 * // ratio 1.05, interval 1.0347 to 1.0655 at 99%, p 3.8e-6, smallest effect 2.62%
 */
export function compareUnpaired(
  base: readonly number[],
  head: readonly number[],
  options: ComparisonOptions = {},
): CostComparison {
  const parameters = parametersOf(options);
  const [ofBase, ofHead] = [base.filter(isCost), head.filter(isCost)];
  const forks = { base: ofBase.length, head: ofHead.length };
  const fewest = Math.min(forks.base, forks.head);
  const total = base.length + head.length;
  const warnings = leftOutWarnings(total - forks.base - forks.head, total);
  if (ofBase.includes(0) || ofHead.includes(0)) {
    return untested(forks, parameters, null, [...warnings, zeroWarning]);
  }
  const confidence = confidenceOf(parameters);
  const tooFew = tooFewWarnings(fewest, parameters);
  if (tooFew.length > 0) {
    const ratio = fewest === 0 ? null : hodgesLehmann(ofBase, ofHead, confidence).ratio;
    return untested(forks, parameters, ratio, [...warnings, ...tooFew]);
  }

  const difference = welch(ofBase.map(Math.log), ofHead.map(Math.log));
  const ranks = mannWhitney(ofBase, ofHead);
  if (difference === null || options.assumption === "none") {
    const { ratio, interval } = hodgesLehmann(ofBase, ofHead, confidence);
    if (difference === null) warnings.push(constantWarning);
    return {
      method: "Mann–Whitney on fork medians",
      assumption: "none",
      forks,
      ratio,
      interval,
      probability: ranks.probability,
      difference: null,
      smallestEffect: null,
      parameters,
      warnings: [...warnings, ...missingIntervalWarnings(interval, fewest, parameters)],
    };
  }
  const probability = differenceProbability(difference);
  if (probability < 1 - confidence && ranks.probability > contradiction) warnings.push(unconfirmedWarning);
  const interval = raised({ ...differenceInterval(difference, confidence), confidence });
  return {
    method: "Welch's t on log fork medians",
    assumption: "lognormal",
    forks,
    ratio: Math.exp(difference.difference),
    interval,
    probability,
    difference,
    smallestEffect:
      interval === null ? null : smallestEffect(difference, 1 - confidence, parameters.leastEffect),
    parameters,
    warnings: [...warnings, ...wildWarnings(interval)],
  };
}
