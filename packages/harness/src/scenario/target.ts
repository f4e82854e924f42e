import type { Target } from "@strait/results";

/**
 * A rate that must be reached, or the run fails: at least `value` operations per second. `source` says who asks.
 *
 * @example floorPerSecond(1_000, "asked of a first version")
 */
export function floorPerSecond(value: number, source: string): Target {
  return { name: "floor", source, comparison: "atLeast", value, unit: "operations/second" };
}

/** A rate to aim for: at least `value` operations per second. Missing it is shown and fails nothing. */
export function goalPerSecond(value: number, source: string): Target {
  return { name: "goal", source, comparison: "atLeast", value, unit: "operations/second" };
}

/** A cost to aim for: at most `value` nanoseconds per operation. Missing it is shown and fails nothing. */
export function goalNanoseconds(value: number, source: string): Target {
  return { name: "goal", source, comparison: "atMost", value, unit: "nanoseconds/operation" };
}
