import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import type { EventLoop } from "@strait/results";

export type EventLoopWatch = {
  /** The time of measuring begins, or ends. */
  mark(): void;
  /** Ends the watch. Call it in a later turn of the event loop than the measured work, whose delay is seen only then. */
  stop(): EventLoop | null;
};

/** Milliseconds between two firings of the timer that is watched, when nothing is late. */
const resolution = 10;

/**
 * Milliseconds by which a timer was late. Node's histogram holds the time from one firing to the next, so that an idle loop
 * seems to be as late as its timer is apart.
 *
 * @example lateness(10_200_000) // 0.2
 */
export function lateness(nanosecondsBetween: number): number {
  return Math.max(0, nanosecondsBetween / 1e6 - resolution);
}

/** Whether the runtime tells of its event loop: Bun and Deno have the functions, and always say 0. */
export function tellsEventLoop(): boolean {
  return process.versions["bun"] === undefined && process.versions["deno"] === undefined;
}

/** Watches the event loop of this thread. Only Node tells, and of short work not even Node; null otherwise. */
export function watchEventLoop(): EventLoopWatch | null {
  if (!tellsEventLoop()) return null;
  const histogram = monitorEventLoopDelay({ resolution });
  histogram.enable();
  let first = performance.eventLoopUtilization();
  let last = first;
  return {
    mark() {
      first = last;
      last = performance.eventLoopUtilization();
    },
    stop() {
      histogram.disable();
      const { utilization } = performance.eventLoopUtilization(last, first);
      // Before its first turn has ended, the loop has neither been busy nor idle.
      if (!Number.isFinite(utilization)) return null;
      return {
        utilization: Math.min(1, Math.max(0, utilization)),
        delay:
          histogram.count === 0
            ? null
            : {
                median: lateness(histogram.percentile(50)),
                p99: lateness(histogram.percentile(99)),
                longest: lateness(histogram.max),
              },
      };
    },
  };
}
