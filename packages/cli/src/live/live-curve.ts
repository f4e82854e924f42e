/** The memory of the fork that runs, as a curve that does not grow without end. */
import type { RunEvent } from "@strait/harness/run";

/** Milliseconds since the start of the fork, lowest and highest resident bytes from the point before. */
export type TimelinePoint = readonly [milliseconds: number, low: number, high: number];

type Reading = Extract<RunEvent, { kind: "memory" }>["reading"];

/** With more points, neighbours are joined two by two. */
const mostPoints = 512;

export type Curve = { readonly points: readonly TimelinePoint[]; readonly peak: number };

export type LiveCurve = {
  /** A new fork runs. */
  clear(): void;
  /** Adds what was read. Returns what is new of the curve. */
  add(reading: Reading): Curve;
  /** The whole timeline of a fork that has ended, finer than what could be told while it ran. */
  replace(points: readonly TimelinePoint[]): void;
  whole(): Curve;
};

const nothing: Curve = { points: [], peak: 0 };

export function createLiveCurve(): LiveCurve {
  let curve = nothing;
  return {
    clear() {
      curve = nothing;
    },
    add({ time, low, high, peak }) {
      const point: TimelinePoint = [Math.round(time), low, high];
      const points = [...curve.points, point];
      curve = { points: points.length > mostPoints ? joined(points) : points, peak };
      return { points: [point], peak };
    },
    replace(points) {
      if (points.length > 0) curve = { points, peak: Math.max(...points.map(([, , high]) => high)) };
    },
    whole: () => curve,
  };
}

function joined(points: readonly TimelinePoint[]): TimelinePoint[] {
  return points.flatMap(([time, low, high], index) => {
    if (index % 2 === 1) return [];
    const [, nextLow, nextHigh] = points[index + 1] ?? [time, low, high];
    return [[time, Math.min(low, nextLow), Math.max(high, nextHigh)] as const];
  });
}
