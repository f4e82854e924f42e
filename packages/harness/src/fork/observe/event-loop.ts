import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import type { EventLoop } from "@strait/results";

export type EventLoopWatch = {
  /** The time of measuring begins, or ends. */
  mark(): void;
  /** Ends the watch. Call it in a later turn of the event loop than the measured work, whose delay is seen only then. */
  stop(): EventLoop | null;
};

const milliseconds = (nanoseconds: number): number => nanoseconds / 1e6;

/** Whether the runtime tells of its event loop: Bun and Deno have the functions, and always say 0. */
export function tellsEventLoop(): boolean {
  return process.versions["bun"] === undefined && process.versions["deno"] === undefined;
}

/** Watches the event loop of this thread. Only Node tells, and of short work not even Node; null otherwise. */
export function watchEventLoop(): EventLoopWatch | null {
  if (!tellsEventLoop()) return null;
  const histogram = monitorEventLoopDelay({ resolution: 10 });
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
                median: milliseconds(histogram.percentile(50)),
                p99: milliseconds(histogram.percentile(99)),
                longest: milliseconds(histogram.max),
              },
      };
    },
  };
}
