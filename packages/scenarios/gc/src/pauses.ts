import { constants, type PerformanceEntry, PerformanceObserver } from "node:perf_hooks";
import { notAvailable, tellsCollections } from "@strait/harness";
import { turn } from "./turns.ts";

/** Collections of garbage, in milliseconds. */
export type Pauses = {
  readonly minor: number;
  readonly major: number;
  readonly total: number;
  readonly longest: number;
};

/** Says that a case is not available where no engine would ever tell of a collection, which none would look like. */
export function requirePauses(): void {
  if (!tellsCollections()) notAvailable("this runtime gives a PerformanceObserver no collections of garbage");
}

/** Watches the collections of garbage while work goes on, without those that somebody asks for. */
export async function pausesOf(work: () => Promise<void>): Promise<Pauses> {
  const entries: PerformanceEntry[] = [];
  const observer = new PerformanceObserver((list) => entries.push(...list.getEntries()));
  // Entries of collections before come in a later turn.
  await turn(3);
  observer.observe({ entryTypes: ["gc"] });
  const from = performance.now();
  await work();
  const to = performance.now();
  await turn(3);
  entries.push(...observer.takeRecords());
  observer.disconnect();
  const within = entries.filter(({ startTime }) => startTime >= from && startTime <= to);
  const ofKind = (kind: number | undefined) =>
    within.filter((entry) => {
      const detail: unknown = Reflect.get(entry, "detail");
      return typeof detail === "object" && detail !== null && "kind" in detail && detail.kind === kind;
    });
  const minor = ofKind(constants.NODE_PERFORMANCE_GC_MINOR);
  const major = ofKind(constants.NODE_PERFORMANCE_GC_MAJOR);
  const durations = [...minor, ...major].map(({ duration }) => duration);
  return {
    minor: minor.length,
    major: major.length,
    total: durations.reduce((sum, duration) => sum + duration, 0),
    longest: Math.max(0, ...durations),
  };
}
