import { type ChangePoints, changePoints } from "@strait/analysis";
import type { Point, Series } from "./measurement.ts";

/** A change of a series, blamed on the first commit that was measured after it. */
export type AttributedChange = {
  readonly point: Point;
  /** Position of that point in the series, from 0. */
  readonly index: number;
  readonly before: number;
  readonly after: number;
  readonly ratio: number | null;
  /** "better" or "worse", where the series says which way is good. */
  readonly direction: "better" | "worse" | null;
  /** First and last point that the change may have come with instead, at 95%. */
  readonly between: readonly [Point, Point];
  readonly pValue: number;
};

export type SeriesHistory = {
  readonly series: Series;
  readonly points: readonly Point[];
  readonly changes: readonly AttributedChange[];
  readonly segments: ChangePoints["segments"];
  readonly warnings: readonly string[];
};

/**
 * Finds the changes of a series and the commit that each came with.
 *
 * @param points in the order of their commits
 * @param options `minimumEffect` as in `changePoints`
 */
export function attributeChanges(
  series: Series,
  points: readonly Point[],
  options: { readonly minimumEffect?: number } = {},
): SeriesHistory {
  const found = changePoints(
    points.map(({ value }) => value),
    options,
  );
  const changes = found.changes.flatMap(({ index, before, after, ratio, location, pValue }) => {
    const [point, first, last] = [points[index], points[location.low], points[location.high]];
    if (point === undefined || first === undefined || last === undefined) return [];
    const direction = directionOf(series, after - before);
    const between = [first, last] as const;
    return [{ point, index, before, after, ratio, direction, between, pValue }];
  });
  return { series, points, changes, segments: found.segments, warnings: found.warnings };
}

function directionOf({ better }: Series, difference: number): "better" | "worse" | null {
  if (better === null) return null;
  return difference > 0 === (better === "higher") ? "better" : "worse";
}
