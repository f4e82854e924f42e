import type { Target } from "./record.ts";

const nanosecondsPerSecond = 1e9;

/**
 * The boundary that a target sets, in the unit of the metric that it is set for: a rate is held against a time.
 *
 * @example boundaryOf({ ...target, unit: "operations/second", value: 10_000_000 }) // 100 ns
 */
export function boundaryOf({ unit, value }: Target): number {
  return unit === "operations/second" ? nanosecondsPerSecond / value : value;
}
