import { normalQuantile } from "../distribution/normal.ts";
import type { Interval } from "../verdict/verdict.ts";

export type TheilSenSlope = {
  readonly slope: number;
  readonly intercept: number;
  /** Null when there are too few pairs of points for the confidence. */
  readonly interval: Interval | null;
};

/**
 * The median of the slopes between all pairs of points: a slope that up to 29% wild points cannot move.
 * Its interval lies between two order statistics of those slopes, by the normal approximation of Kendall's statistic
 * with correction for ties. Sources: Theil (1950); Sen, "Estimates of the regression coefficient based on Kendall's
 * tau", Journal of the American Statistical Association 63 (1968). The same ranks as `scipy.stats.theilslopes`.
 *
 * Assumes errors that are independent and of one distribution, of any shape. Errors that are autocorrelated inflate the
 * variance of Kendall's statistic (`varianceInflation`); given the factor, the interval is as much wider.
 *
 * @param points finite coordinates; the intercept is median(y) − slope · median(x)
 * @returns null when there are not at least two different x
 * @throws RangeError when a coordinate is not a finite number
 * @example theilSen([{ x: 0, y: 1 }, { x: 1, y: 3 }, { x: 2, y: 90 }, { x: 3, y: 7 }, { x: 4, y: 9 }], 0.95) // slope 2
 */
export function theilSen(
  points: readonly { readonly x: number; readonly y: number }[],
  confidence: number,
  { varianceInflation = 1 }: { readonly varianceInflation?: number } = {},
): TheilSenSlope | null {
  if (points.some(({ x, y }) => !Number.isFinite(x) || !Number.isFinite(y))) {
    throw new RangeError("A point of the Theil–Sen slope is not finite: leave out what was not measured.");
  }
  const slopes = pairwiseSlopes(points);
  const slope = middleOf(slopes);
  if (slope === null) return null;
  const [x, y] = [points.map((point) => point.x), points.map((point) => point.y)];
  const middleX = middleOf(x.toSorted((a, b) => a - b)) ?? 0;
  const middleY = middleOf(y.toSorted((a, b) => a - b)) ?? 0;
  return {
    slope,
    intercept: middleY - slope * middleX,
    interval: slopeInterval(slopes, x, y, { confidence, varianceInflation }),
  };
}

function pairwiseSlopes(points: readonly { readonly x: number; readonly y: number }[]): number[] {
  const slopes = points.flatMap((a, index) =>
    points.slice(index + 1).flatMap((b) => (a.x === b.x ? [] : [(b.y - a.y) / (b.x - a.x)])),
  );
  return slopes.sort((a, b) => a - b);
}

function slopeInterval(
  sortedSlopes: readonly number[],
  x: readonly number[],
  y: readonly number[],
  { confidence, varianceInflation }: { readonly confidence: number; readonly varianceInflation: number },
): Interval | null {
  const variance = (varianceInflation * (kendallTerm(x.length) - tieTerm(x) - tieTerm(y))) / 18;
  const reach = normalQuantile((1 + confidence) / 2) * Math.sqrt(Math.max(0, variance));
  const count = sortedSlopes.length;
  const low = sortedSlopes[Math.round((count - reach) / 2) - 1];
  const high = sortedSlopes[Math.round((count + reach) / 2)];
  return low === undefined || high === undefined ? null : { low, high, confidence };
}

/** k(k − 1)(2k + 5), the term of Kendall's variance. */
function kendallTerm(count: number): number {
  return count * (count - 1) * (2 * count + 5);
}

function tieTerm(values: readonly number[]): number {
  const repeats = Map.groupBy(values, (value) => value);
  return [...repeats.values()].reduce((sum, group) => sum + kendallTerm(group.length), 0);
}

function middleOf(sorted: readonly number[]): number | null {
  const low = sorted[(sorted.length - 1) >> 1];
  const high = sorted[sorted.length >> 1];
  return low === undefined || high === undefined ? null : low / 2 + high / 2;
}
