import type { Stopwatch } from "../scenario/phase-case.ts";
import { median } from "./median.ts";
import type { PaceMeter } from "./observe/pace.ts";
import { isDisturbed, type WaitMeter } from "./observe/run-queue.ts";

/** Monotonic nanoseconds. */
export type Clock = () => bigint;

/**
 * A stopwatch that reads `clock` directly before and after the work, and sinks the result after that. With a meter of waits it
 * says of every timing whether it was disturbed, and with one of the pace how fast the processor was.
 */
export function createStopwatch(
  clock: Clock,
  sink: (value: number) => void,
  waited: WaitMeter | null = null,
  pace: PaceMeter | null = null,
): Stopwatch {
  return {
    time(operations, work) {
      if (!Number.isSafeInteger(operations) || operations <= 0) {
        throw new RangeError(`time() needs a positive number of operations, and was given ${operations}`);
      }
      const paceBefore = pace?.read() ?? 0;
      const before = waited?.() ?? 0;
      const begin = clock();
      const result = work();
      const elapsed = Number(clock() - begin);
      const disturbed = waited === null ? null : isDisturbed(waited() - before, elapsed);
      sink(result);
      const timing = { nanosecondsPerOperation: elapsed / operations, operations, disturbed };
      return pace === null ? timing : { ...timing, pace: Math.max(paceBefore, pace.read()) };
    },
  };
}

/** Nanoseconds that the stopwatch shows for work that does nothing: the median of 101 times. */
export function timerCost(stopwatch: Stopwatch): number {
  const idle = (): number => 0;
  return median(Array.from({ length: 101 }, () => stopwatch.time(1, idle).nanosecondsPerOperation));
}
