import type { Target } from "@strait/results";

/** One goal: which figure is held against what. */
export type Goal = {
  /** The case that measures it, or the program outside of the harness. */
  readonly case: string;
  /** The metric of the case. A ratio of two ways is called `<dividend>-per-<divisor>`. */
  readonly metric: string;
  /** What is measured, for a reader who sees nothing but the table. */
  readonly title: string;
  readonly target: Target;
  /**
   * A metric of the same case which, above a limit in any process, tells why the goal may not be reached on this machine now.
   * What holds nevertheless holds.
   */
  readonly unless?: { readonly metric: string; readonly above: number; readonly reason: string };
};

const source = "design";

/** A cost of at most `value` nanoseconds. */
export function atMostNanoseconds(value: number): Target {
  return { name: "goal", source, comparison: "atMost", value, unit: "nanoseconds/operation" };
}

/** A rate of at least `value` operations per second. */
export function atLeastPerSecond(value: number): Target {
  return { name: "goal", source, comparison: "atLeast", value, unit: "operations/second" };
}

/** A ratio, or a count, of at most `value`. */
export function atMost(value: number): Target {
  return { name: "goal", source, comparison: "atMost", value, unit: "count" };
}

/** A ratio, or a count, of at least `value`. */
export function atLeast(value: number): Target {
  return { name: "goal", source, comparison: "atLeast", value, unit: "count" };
}

const between = "-per-";

/**
 * The name of the metric that is one way's time divided by another's.
 *
 * @example ratioName("strait", "floor") === "strait-per-floor"
 */
export function ratioName(dividend: string, divisor: string): string {
  return dividend + between + divisor;
}

/** The two ways of a ratio's name; null for any other metric. */
export function waysOfRatio(metric: string): readonly [dividend: string, divisor: string] | null {
  const [dividend, divisor] = metric.split(between);
  return dividend === undefined || divisor === undefined ? null : [dividend, divisor];
}
