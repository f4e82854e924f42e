/** Median, spread and quantiles, by simple-statistics, with input checked first. */
import * as simple from "simple-statistics";
import { requireMeasurable } from "./measurable.ts";

/**
 * The middle value, or the mean of the two middle ones.
 *
 * @example median([10, 2, 5, 100, 2, 1]) // 3.5
 * @throws RangeError when there is no value, or one that is no measured quantity
 */
export function median(values: readonly number[]): number {
  requireMeasurable(values, "values");
  return simple.median([...values]);
}

/**
 * Median of the absolute distances from the median, in the unit of the values, not scaled to a standard deviation.
 *
 * @example medianAbsoluteDeviation([1, 1, 2, 2, 4, 6, 9]) // 1
 * @throws RangeError when there is no value, or one that is no measured quantity
 */
export function medianAbsoluteDeviation(values: readonly number[]): number {
  requireMeasurable(values, "values");
  return simple.medianAbsoluteDeviation([...values]);
}

/**
 * Quantile by linear interpolation at rank 1 + (n − 1)·p: type 7 of Hyndman and Fan, "Sample quantiles in statistical
 * packages", The American Statistician 50 (1996). It is the default of R and NumPy.
 *
 * @param probability between 0 and 1
 * @example quantile([3, 6, 7, 8, 8, 9, 10, 13, 15, 16, 20], 0.25) // 7.5
 * @throws RangeError when there is no value, or one that is no measured quantity
 */
export function quantile(values: readonly number[], probability: number): number {
  requireMeasurable(values, "values");
  return simple.quantile([...values], probability);
}
