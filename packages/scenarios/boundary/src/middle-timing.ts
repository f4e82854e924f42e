import type { Stopwatch, Timing } from "@strait/harness";

/**
 * Times the work several times in a row and gives the timing in the middle, so that a moment in which the machine runs
 * something else does not become a sample of its own.
 */
export function middleTiming(
  { time }: Stopwatch,
  timings: number,
  operations: number,
  work: () => number,
): Timing {
  const taken = Array.from({ length: timings }, () => time(operations, work));
  const sorted = taken.toSorted((one, other) => one.nanosecondsPerOperation - other.nanosecondsPerOperation);
  const middle = sorted[timings >> 1];
  if (middle === undefined) throw new RangeError(`${timings} timings have no middle; take one at least`);
  return middle;
}
