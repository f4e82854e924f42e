/** What is known of a cost in two builds, base and head, before anything is concluded from it. */
import type { Assumption } from "../describe/median-interval.ts";
import type { Interval } from "../verdict/verdict.ts";
import type { Difference } from "./difference.ts";

/** What an alarm takes. The defaults are those of the calibration. */
export type ComparisonOptions = {
  /** Two-sided level of the alarm over all looks together. 0.01 by default. */
  readonly alpha?: number;
  /**
   * The change below which there is no alarm, as a fraction; give the noise floor of an A/A control where that is
   * larger. 0.02 by default. It means the same in both directions: 1.02 times as dear, or 1.02 times as cheap.
   */
  readonly leastEffect?: number;
  /** "same" means that the whole interval lies within this fraction of 1, in either direction. 0.02 by default. */
  readonly margin?: number;
  /**
   * How many times the data are looked at before the run ends, this time included: every look has α divided by this.
   * Bonferroni, "Teoria statistica delle classi e calcolo delle probabilità" (1936). 1 by default.
   */
  readonly looks?: number;
  /** What is assumed of the forks. "lognormal" by default. */
  readonly assumption?: Assumption;
};

export type ComparisonParameters = Required<Omit<ComparisonOptions, "assumption">>;

export type ComparisonMethod =
  | "paired t on log ratios"
  | "sign test on ratios"
  | "Welch's t on log fork medians"
  | "Mann–Whitney on fork medians"
  | "none";

/** Everything that follows from the forks of one case and the options, and enough to compute it again. */
export type CostComparison = {
  /** "none" when there is too little to test, or nothing to form a ratio of: a warning says why. */
  readonly method: ComparisonMethod;
  /** Not the one asked for when the forks refute that: a warning says so. */
  readonly assumption: Assumption;
  /** Forks that the figures come from; a pair counts on both sides. */
  readonly forks: { readonly base: number; readonly head: number };
  /** Cost of the head over that of the base: 1.03 is 3% slower. Null when a cost is zero, or nothing was measured. */
  readonly ratio: number | null;
  /** Of the ratio, with confidence 1 − α/looks. Null when the forks do not suffice. */
  readonly interval: Interval | null;
  /** p of the two-sided test that the ratio is 1. Null when none was made. */
  readonly probability: number | null;
  /** Of the natural logs, where the method is a t test. */
  readonly difference: Difference | null;
  /** The change that this run would have raised the alarm on with a probability of 90%, as a fraction. */
  readonly smallestEffect: number | null;
  readonly parameters: ComparisonParameters;
  readonly warnings: readonly string[];
};

/**
 * Fills in the defaults.
 *
 * @throws RangeError when an option is out of its range
 */
export function parametersOf({
  alpha = 0.01,
  leastEffect = 0.02,
  margin = 0.02,
  looks = 1,
}: ComparisonOptions): ComparisonParameters {
  const require = (holds: boolean, sentence: string) => {
    if (!holds) throw new RangeError(sentence);
  };
  require(alpha > 0 && alpha < 1, `alpha is ${alpha}: give a level between 0 and 1, such as 0.01.`);
  require(leastEffect >= 0 &&
    leastEffect < 10, `leastEffect is ${leastEffect}: give a fraction, such as 0.02.`);
  require(margin > 0 && margin < 10, `margin is ${margin}: give a fraction above 0, such as 0.02.`);
  require(Number.isSafeInteger(looks) && looks >= 1, `looks is ${looks}: give a whole number from 1 on.`);
  return { alpha, leastEffect, margin, looks };
}

/** The confidence that an alarm at the given level belongs to. */
export function confidenceOf({ alpha, looks }: ComparisonParameters): number {
  return 1 - alpha / looks;
}
