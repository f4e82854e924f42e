/** Which forks can be compared at all, and what can be said of those that cannot. */
import { isMeasurable } from "../describe/measurable.ts";
import { formatPercent } from "../verdict/quantity.ts";
import { type ComparisonParameters, type CostComparison, confidenceOf } from "./cost-comparison.ts";

/** Below this many forks a build no change is called: the order of three cannot confirm what their times say. */
const fewestForksOfBuild = 5;

/** Whether a number can be a cost: zero, or positive and neither vanishing nor endless. */
export const isCost = isMeasurable;

/** A comparison without a test: that of forks too few, of costs of zero, or of nothing. */
export function untested(
  forks: CostComparison["forks"],
  parameters: ComparisonParameters,
  ratio: number | null,
  warnings: readonly string[],
): CostComparison {
  return {
    method: "none",
    assumption: "none",
    forks,
    ratio,
    interval: null,
    probability: null,
    difference: null,
    smallestEffect: null,
    parameters,
    warnings,
  };
}

/** Sentence about forks that recorded what is no cost; none when there are none. */
export function leftOutWarnings(leftOut: number, total: number): string[] {
  if (leftOut === 0) return [];
  const are = leftOut === 1 ? "is" : "are";
  return [`${leftOut} of ${total} forks ${are} left out: a cost was not a number from 0 to 1e100.`];
}

/** Sentence about forks that are too few for an interval; none when they suffice. */
export function tooFewWarnings(fewest: number, parameters: ComparisonParameters): string[] {
  if (fewest >= fewestForksOfBuild) return [];
  return [`${tooFew(fewest, parameters)}: at least ${fewestForksOfBuild} are needed.`];
}

/** Sentence about an interval that does not exist where only the order of the forks is used; none when it does. */
export function missingIntervalWarnings(
  interval: CostComparison["interval"],
  fewest: number,
  parameters: ComparisonParameters,
): string[] {
  if (interval !== null) return [];
  return [`${tooFew(fewest, parameters)} that assumes nothing about their distribution.`];
}

function tooFew(fewest: number, parameters: ComparisonParameters): string {
  const forks = fewest === 1 ? "1 fork is" : `${fewest} forks are`;
  return `${forks} too few for a ${formatPercent(confidenceOf(parameters))} interval`;
}

export const zeroWarning =
  "Some forks measured zero, so there is no ratio: compare what can be zero as a count.";

export const constantWarning =
  "The forks do not vary, as counts do not but times do: only their order is tested.";

export const skewedWarning =
  "The ratios are too skewed to be lognormal: only the order of the forks is tested.";

export const unconfirmedWarning =
  "The order of the forks does not confirm the difference: a few forks may carry it.";

/** Sentence about a t interval that is endless; none when it is not. */
export function wildWarnings(interval: CostComparison["interval"]): string[] {
  return interval === null ? ["The forks differ too wildly for an interval of the ratio."] : [];
}
