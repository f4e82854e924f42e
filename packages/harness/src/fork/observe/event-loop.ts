import { monitorEventLoopDelay, performance } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import type { EventLoop } from "@strait/results";

export type EventLoopWatch = {
  /** The time of measuring begins. */
  begin(): void;
  /** It has ended: nothing is seen any more once the loop has had the turns in which it tells of that time. */
  end(): Promise<void>;
  /** What was seen; null where there was nothing to see. */
  seen(): EventLoop | null;
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

/** Watches the event loop of this thread while it measures. Only Node tells; null otherwise. */
export function watchEventLoop(): EventLoopWatch | null {
  if (!tellsEventLoop()) return null;
  const histogram = monitorEventLoopDelay({ resolution });
  let first = performance.eventLoopUtilization();
  let last = first;
  return {
    begin() {
      histogram.enable();
      first = performance.eventLoopUtilization();
    },
    async end() {
      last = performance.eventLoopUtilization();
      // The timer that the work was too long for fires in the next turn, which may be the one that is about to end.
      await setImmediate();
      await setImmediate();
      histogram.disable();
    },
    seen() {
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
