import type { Stopwatch } from "../scenario/phase-case.ts";
import { median } from "./median.ts";

/** Monotonic nanoseconds. */
export type Clock = () => bigint;

/** A stopwatch that reads `clock` directly before and after the work, and sinks the result after that. */
export function createStopwatch(clock: Clock, sink: (value: number) => void): Stopwatch {
  return {
    time(operations, work) {
      if (!Number.isSafeInteger(operations) || operations <= 0) {
        throw new RangeError(`time() needs a positive number of operations, and was given ${operations}`);
      }
      const begin = clock();
      const result = work();
      const elapsed = clock() - begin;
      sink(result);
      return { nanosecondsPerOperation: Number(elapsed) / operations, operations };
    },
  };
}

/** Nanoseconds that the stopwatch shows for work that does nothing: the median of 101 times. */
export function timerCost(stopwatch: Stopwatch): number {
  const idle = (): number => 0;
  return median(Array.from({ length: 101 }, () => stopwatch.time(1, idle).nanosecondsPerOperation));
}
