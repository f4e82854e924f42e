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
  // Those that are asked for come with every reading of memory: kept, they would be what grows from one to the next.
  const keep = (list: readonly PerformanceEntry[]) =>
    entries.push(...list.filter((entry) => !isForced(entry)));
  const observer = new PerformanceObserver((list) => keep(list.getEntries()));
  observer.observe({ entryTypes: ["gc"] });
  return {
    async stop(from, to) {
      // Node tells of a collection in a later turn of the event loop, and hands entries over in one after that.
      for (let turn = 0; turn < 3; turn += 1) await setImmediate();
      keep(observer.takeRecords());
      observer.disconnect();
      return countCollections(entries, from, to);
    },
  };
}

/**
 * Whether this runtime tells of collections of garbage: to a case that counts them, zero would look like none. Deno names
 * them among what it tells, and never does; it has no names for their kinds either.
 *
 * @example if (!tellsCollections()) notAvailable("this runtime tells of no collections");
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
      const detail = detailOf(entry);
      return detail?.kind === kind && !isForced(entry);
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

type Detail = { readonly kind: number; readonly flags: number };

function isForced(entry: object): boolean {
  return ((detailOf(entry)?.flags ?? 0) & (forced ?? 0)) !== 0;
}

function detailOf(entry: object): Detail | null {
  const detail: unknown = Reflect.get(entry, "detail");
  return isDetail(detail) ? detail : null;
}

function isDetail(detail: unknown): detail is Detail {
  return typeof detail === "object" && detail !== null && "kind" in detail && "flags" in detail;
}
