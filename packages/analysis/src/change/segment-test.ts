import { studentTProbability } from "../distribution/student-t.ts";
import { varianceInflation } from "./autocorrelation.ts";
import { meanOf, type Noise } from "./residuals.ts";

/** Two neighbouring segments: their means, and how sure it is that a step lies between them. */
export type SegmentTest = {
  readonly before: number;
  readonly after: number;
  /** Of a difference as large as this between two segments at fixed places. */
  readonly pValue: number;
  /** |t|: the difference of the means over its standard error; infinite where there is no noise. */
  readonly strength: number;
  /** Whether one straight line through both segments leaves less than their two means: a drift, not a step. */
  readonly isDrift: boolean;
};

/**
 * Tests whether two neighbouring segments differ in level.
 *
 * Welch's statistic, with two changes. The variance of a segment is at least that of the whole series' noise, as three
 * values that happen to agree prove nothing. And n correlated values count as n(1 − ρ)/(1 + ρ). Sources: Welch, "The
 * generalization of Student's problem when several different population variances are involved", Biometrika 34 (1947);
 * Zwiers and von Storch, "Taking serial correlation into account in tests of the mean", Journal of Climate 8 (1995).
 *
 * @param start first index of the earlier segment, `change` that of the later one, `end` what follows it
 */
export function testSegments(
  values: Float64Array,
  { start, change, end }: { readonly start: number; readonly change: number; readonly end: number },
  noise: Noise,
): SegmentTest {
  const before = meanOf(values, start, change);
  const after = meanOf(values, change, end);
  const [early, late] = [
    squaresAround(values, start, change, before),
    squaresAround(values, change, end, after),
  ];
  const inflation = varianceInflation(noise.autocorrelation);
  const part = (squares: number, count: number) =>
    (inflation * Math.max(noise.variance, squares / Math.max(1, count - 1))) / count;
  const error = Math.sqrt(part(early, change - start) + part(late, end - change));
  const strength = Math.abs(after - before) / error;
  const freedom = Math.max(1, (end - start) / inflation - 2);
  return {
    before,
    after,
    strength,
    pValue: error > 0 ? 2 * studentTProbability(-strength, freedom) : 0,
    isDrift: squaresAroundLine(values, start, end) <= early + late,
  };
}

function squaresAround(values: Float64Array, start: number, end: number, level: number): number {
  let squares = 0;
  for (let index = start; index < end; index += 1) squares += ((values[index] ?? 0) - level) ** 2;
  return squares;
}

/** Squared distances from the least-squares line. */
function squaresAroundLine(values: Float64Array, start: number, end: number): number {
  const mean = meanOf(values, start, end);
  const middle = (start + end - 1) / 2;
  let products = 0;
  let squares = 0;
  for (let index = start; index < end; index += 1) {
    const value = (values[index] ?? 0) - mean;
    products += (index - middle) * value;
    squares += value * value;
  }
  const count = end - start;
  return squares - products ** 2 / ((count * (count ** 2 - 1)) / 12);
}
