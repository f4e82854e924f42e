import { constants, type PerformanceEntry, PerformanceObserver } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";
import type { Collections } from "@strait/results";
import { median } from "../median.ts";

const {
  NODE_PERFORMANCE_GC_MINOR: minor,
  NODE_PERFORMANCE_GC_MAJOR: major,
  NODE_PERFORMANCE_GC_FLAGS_FORCED: forced,
} = constants;

export type CollectionWatch = {
  /** Ends the watch. Counts what began between the two moments of `performance.now()`. */
  stop(from: number, to: number): Promise<Collections>;
};

/** Watches the collections of garbage in this process; null where the runtime does not tell of them. */
export function watchCollections(): CollectionWatch | null {
  if (!tellsCollections()) return null;
  const entries: PerformanceEntry[] = [];
  const observer = new PerformanceObserver((list) => entries.push(...list.getEntries()));
  observer.observe({ entryTypes: ["gc"] });
  return {
    async stop(from, to) {
      // Node tells of a collection in a later turn of the event loop, and hands entries over in one after that.
      for (let turn = 0; turn < 3; turn += 1) await setImmediate();
      entries.push(...observer.takeRecords());
      observer.disconnect();
      return countCollections(entries, from, to);
    },
  };
}

/**
 * Whether the runtime tells of collections. Deno names them among what it tells, and never does; it has no names for their
 * kinds either.
 */
export function tellsCollections(): boolean {
  return minor !== undefined && PerformanceObserver.supportedEntryTypes.includes("gc");
}

/**
 * Minor and major collections among performance entries, without those that `gc()` forced. Incremental marking and
 * callbacks of weak references are steps of a major collection, and are not counted beside it.
 */
export function countCollections(
  entries: readonly Pick<PerformanceEntry, "startTime" | "duration">[],
  from: number,
  to: number,
): Collections {
  const within = entries.filter(({ startTime }) => startTime >= from && startTime <= to);
  const ofKind = (kind: number | undefined) =>
    within.filter((entry) => {
      const detail: unknown = Reflect.get(entry, "detail");
      return isCollection(detail) && detail.kind === kind && !isForced(detail.flags);
    });
  const pauses = (kind: number | undefined) => {
    const durations = ofKind(kind).map(({ duration }) => duration);
    return {
      count: durations.length,
      milliseconds: durations.reduce((sum, duration) => sum + duration, 0),
      longestMilliseconds: Math.max(0, ...durations),
      ...(durations.length === 0 ? {} : { medianMilliseconds: median(durations) }),
    };
  };
  return { minor: pauses(minor), major: pauses(major) };
}

function isForced(flags: number): boolean {
  return (flags & (forced ?? 0)) !== 0;
}

function isCollection(detail: unknown): detail is { readonly kind: number; readonly flags: number } {
  return typeof detail === "object" && detail !== null && "kind" in detail && "flags" in detail;
}
