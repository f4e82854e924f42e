/**
 * What a calibration is: simulations with a known truth that measure how often a method of this package is right, held
 * against a goal. A method without one is a promise that nobody checked.
 */
import type { Interval, Outcome } from "../verdict/verdict.ts";
import type { CalibrationName } from "./names.ts";
import { wilsonInterval } from "./wilson-interval.ts";

/** All simulations of one subject. */
export type Calibration = {
  /** A word for the command line: "comparison". */
  readonly name: CalibrationName;
  /** What it is about, for the table: "Is the head slower than the base". */
  readonly title: string;
  readonly parts: readonly CalibrationPart[];
};

/**
 * A piece of a calibration that can run beside the others, in a thread of its own. What it returns follows from scale
 * and seed alone, save for measured times, and the claims and goals of its rows follow from neither: the rows of a small
 * run name what those of the documented run name. A part should take some seconds at scale 1, a minute at most.
 */
export type CalibrationPart = {
  /** Unique within its calibration. */
  readonly name: string;
  run(options: CalibrationOptions): readonly CalibrationRow[];
};

export type CalibrationOptions = {
  /** Above zero. 1 is the documented number of runs, 0.1 a tenth of it: see `trialsAt`. */
  readonly scale: number;
  /** A whole number from 0 below 2³². Draw from `seededDraws(seed, name)`, so that parts do not share their draws. */
  readonly seed: number;
};

/** Inclusive bounds, in the unit of the row. */
export type CalibrationGoal =
  | { readonly atLeast: number }
  | { readonly atMost: number }
  | { readonly between: readonly [low: number, high: number] };

/** One claim, what it is held against, and what came out. */
export type CalibrationRow = {
  /** A sentence's worth that names the setting: "false alarms a test, 10 forks that vary by 1%". Unique. */
  readonly claim: string;
  readonly reached: number;
  /** Shares lie in 0 … 1; a score is F1, cover or another figure of 0 … 1 that counts no independent trials. */
  readonly unit: "share" | "score" | "points/second" | "milliseconds";
  /** How many simulations or measurements `reached` comes from. */
  readonly trials: number;
  readonly interval: Interval | null;
  readonly goal: CalibrationGoal;
  /**
   * "holds": `reached` meets the goal. "fails": it does not, and its interval (if it has one) lies wholly outside of
   * the goal. "undecided": it does not, but its interval still reaches the goal, so that more runs would decide. A goal
   * is a statement about `reached`, so a row holds by its estimate; the interval shows how far chance could have helped.
   */
  readonly outcome: Outcome;
};

/** The confidence of the interval around a share. */
export const calibrationConfidence = 0.99;

/**
 * How many simulations to run: the documented number times the scale, at least one.
 *
 * @example trialsAt(2000, 0.05) // 100
 */
export function trialsAt(documented: number, scale: number): number {
  return Math.max(1, Math.round(documented * scale));
}

/**
 * The row of a claim about a share of independent trials, with its Wilson interval at 99%.
 *
 * @param counted successes or failures, whichever the claim counts: 0 … trials
 * @throws RangeError when the counts are not whole numbers with 0 ≤ counted ≤ trials and trials ≥ 1
 * @example shareRow({ claim: "false alarms", counted: 3, trials: 1000, goal: { atMost: 0.005 } }).outcome // "holds"
 */
export function shareRow({
  claim,
  counted,
  trials,
  goal,
}: {
  readonly claim: string;
  readonly counted: number;
  readonly trials: number;
  readonly goal: CalibrationGoal;
}): CalibrationRow {
  const interval = wilsonInterval(counted, trials, calibrationConfidence);
  const reached = counted / trials;
  return { claim, reached, unit: "share", trials, interval, goal, outcome: judge(reached, interval, goal) };
}

/**
 * The row of a claim about a figure that is no share: a score, a speed, a time. Without an interval it is never
 * undecided.
 *
 * @example
 * figureRow({ claim: "F1", reached: 0.8, unit: "score", trials: 37, goal: { atLeast: 0.75 } }).outcome // "holds"
 */
export function figureRow({
  interval = null,
  ...row
}: Omit<CalibrationRow, "interval" | "outcome"> & { readonly interval?: Interval | null }): CalibrationRow {
  return { ...row, interval, outcome: judge(row.reached, interval, row.goal) };
}

function judge(reached: number, interval: Interval | null, goal: CalibrationGoal): Outcome {
  const { low, high } = boundsOf(goal);
  if (low <= reached && reached <= high) return "holds";
  return interval !== null && interval.high >= low && interval.low <= high ? "undecided" : "fails";
}

function boundsOf(goal: CalibrationGoal): { readonly low: number; readonly high: number } {
  if ("between" in goal) return { low: goal.between[0], high: goal.between[1] };
  if ("atLeast" in goal) return { low: goal.atLeast, high: Number.POSITIVE_INFINITY };
  return { low: Number.NEGATIVE_INFINITY, high: goal.atMost };
}
