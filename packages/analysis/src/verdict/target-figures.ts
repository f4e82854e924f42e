/** The same measurement, in the unit that a target is set in. */
import type { Target } from "@strait/results";
import type { Interval, Summary } from "./verdict.ts";

const nanosecondsPerSecond = 1e9;

/** Figures in the target's unit. */
export type TargetFigures = {
  readonly forkMedians: readonly number[];
  readonly median: number;
  readonly interval: Interval | null;
};

/**
 * A rate target takes the reciprocal of a time, so the ends of the interval change places; any other target is set in
 * the metric's own unit.
 *
 * @returns null when the target's unit cannot be reached from the metric's
 * @example figuresFor(rateTarget, summary)?.median // 10_000_000 for a median of 100 ns
 */
export function figuresFor(target: Target, summary: Summary): TargetFigures | null {
  const { forkMedians, median, interval, metric } = summary;
  if (target.unit === metric.unit) return { forkMedians, median, interval };
  if (target.unit !== "operations/second" || metric.unit !== "nanoseconds/operation") return null;
  return {
    forkMedians: forkMedians.map(reciprocal),
    median: reciprocal(median),
    interval: interval && {
      low: reciprocal(interval.high),
      high: reciprocal(interval.low),
      confidence: interval.confidence,
    },
  };
}

/** Whether a figure in the target's unit is on the right side of it; exactly on it is right. */
export function meets(target: Target, figure: number): boolean {
  return target.comparison === "atLeast" ? figure >= target.value : figure <= target.value;
}

function reciprocal(value: number): number {
  return nanosecondsPerSecond / value;
}
