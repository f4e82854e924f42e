import { studentTQuantile } from "../distribution/student-t.ts";
import type { Interval } from "../verdict/verdict.ts";

export type LeastSquaresLine = {
  readonly slope: number;
  readonly intercept: number;
  /** Of the slope, if errors are independent and of the same size everywhere; zero when the line fits exactly. */
  readonly standardError: number;
  /** Number of points less two. */
  readonly degreesOfFreedom: number;
};

/**
 * The line with the least sum of squared distances in y. Source: Draper and Smith, "Applied Regression Analysis", 3rd
 * edition (1998), chapter 1. The same as R's `lm`.
 *
 * @param points finite, at least three, with at least two different x
 * @returns null when there are fewer than three points, or all have the same x
 * @throws RangeError when a coordinate is not a finite number
 * @example leastSquares([{ x: 0, y: 1 }, { x: 1, y: 3 }, { x: 2, y: 5 }]) // slope 2, intercept 1, standardError 0
 */
export function leastSquares(
  points: readonly { readonly x: number; readonly y: number }[],
): LeastSquaresLine | null {
  if (points.some(({ x, y }) => !Number.isFinite(x) || !Number.isFinite(y))) {
    throw new RangeError("A point of the least-squares line is not finite: leave out what was not measured.");
  }
  const count = points.length;
  if (count < 3) return null;
  const sum = (term: (point: { readonly x: number; readonly y: number }) => number) =>
    points.reduce((total, point) => total + term(point), 0);
  const meanX = sum(({ x }) => x) / count;
  const meanY = sum(({ y }) => y) / count;
  const squares = sum(({ x }) => (x - meanX) ** 2);
  if (squares === 0) return null;
  const slope = sum(({ x, y }) => (x - meanX) * (y - meanY)) / squares;
  const residuals = sum(({ x, y }) => (y - meanY - slope * (x - meanX)) ** 2);
  const standardError = Math.sqrt(residuals / (count - 2) / squares);
  return { slope, intercept: meanY - slope * meanX, standardError, degreesOfFreedom: count - 2 };
}

/**
 * Interval of the slope by Student's t, as R's `confint` gives it.
 *
 * @param confidence strictly between 0 and 1
 * @example slopeInterval({ slope: 2, intercept: 1, standardError: 0.1, degreesOfFreedom: 8 }, 0.95) // 1.769 to 2.231
 */
export function slopeInterval(
  { slope, standardError, degreesOfFreedom }: LeastSquaresLine,
  confidence: number,
): Interval {
  const reach =
    standardError === 0 ? 0 : standardError * studentTQuantile((1 + confidence) / 2, degreesOfFreedom);
  return { low: slope - reach, high: slope + reach, confidence };
}
