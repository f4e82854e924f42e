/// <reference path="../distribution/jstat.d.ts" />
import jStat from "jstat";
import { quickselect } from "simple-statistics";

export type DifferenceSpread = {
  /** Standard deviation of the differences, in the unit of the values. 0 only when all differences are. */
  readonly spread: number;
  /** The same from the smaller 80% of the differences, but for a factor: for comparing spreads. 0 when all of these are. */
  readonly core: number;
};

/** The upper quantile has this share of the differences below it, or at least so many above it. */
const upperShare = 0.9;
const fewestAbove = 4;
const coreShare = 0.8;

/**
 * Standard deviation of the differences between values that lie `lag` apart. Changes of level touch few differences, so
 * they hardly move it; for independent noise of standard deviation σ it is σ·√2.
 *
 * It is the larger of two estimates: from the median of the absolute differences, and from their 90% quantile. The
 * median alone sees only one of the modes of a noise that has two. Where both are zero, as in a series of counts that
 * change now and then, the root mean square is left.
 *
 * Sources: von Neumann, Kent, Bellinson and Hart, "The mean square successive difference", Annals of Mathematical
 * Statistics 12 (1941), with the median absolute deviation of Hampel, "The influence curve and its role in robust
 * estimation", Journal of the American Statistical Association 69 (1974).
 *
 * @param values finite, more than `lag`
 * @example differenceSpread(Float64Array.of(1, 2, 1, 2, 1, 2), 1).spread // 1.4826…
 */
export function differenceSpread(values: Float64Array, lag: number): DifferenceSpread {
  const distances: number[] = [];
  for (let index = lag; index < values.length; index += 1) {
    distances.push(Math.abs((values[index] ?? 0) - (values[index - lag] ?? 0)));
  }
  const core = rootMeanSquare(distances, Math.ceil(coreShare * distances.length));
  const share = Math.max(0.5, Math.min(upperShare, 1 - fewestAbove / distances.length));
  const spread = Math.max(spreadAt(distances, 0.5), spreadAt(distances, share));
  if (spread > 0) return { spread, core };
  return { spread: rootMeanSquare(distances, distances.length), core };
}

/** Of the smallest distances, so many. Reorders them. */
function rootMeanSquare(distances: number[], count: number): number {
  quickselect(distances, count - 1);
  let squares = 0;
  for (let index = 0; index < count; index += 1) squares += (distances[index] ?? 0) ** 2;
  return Math.sqrt(squares / count);
}

/** Standard deviation of normal differences of which this share is as small as it is here. Reorders the distances. */
function spreadAt(distances: number[], share: number): number {
  const rank = Math.ceil(share * distances.length) - 1;
  quickselect(distances, rank);
  return (distances[rank] ?? 0) / jStat.normal.inv((1 + share) / 2, 0, 1);
}
