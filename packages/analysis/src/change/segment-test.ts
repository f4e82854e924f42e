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
  /** Whether one straight line through both segments leaves less than their two means. */
  readonly isLine: boolean;
  /** |t| of the step on top of a slope that both segments share; infinite where there is no noise. */
  readonly strengthOnSlope: number;
};

/**
 * Tests whether two neighbouring segments differ in level.
 *
 * Welch's statistic, with two changes. The variance of a segment is at least that of the noise of the whole series, as
 * three values that happen to agree prove nothing. And n correlated values count as n(1 − ρ)/(1 + ρ). Sources: Welch, "The
 * generalization of Student's problem when several different population variances are involved", Biometrika 34 (1947);
 * Zwiers and von Storch, "Taking serial correlation into account in tests of the mean", Journal of Climate 8 (1995).
 *
 * On a slope it is the test of analysis of covariance, with the index as covariate: Fisher, "Statistical methods for
 * research workers" (1932).
 *
 * @param start first index of the earlier segment, `change` that of the later one, `end` what follows it
 */
export function testSegments(
  values: Float64Array,
  { start, change, end }: { readonly start: number; readonly change: number; readonly end: number },
  noise: Noise,
): SegmentTest {
  const [early, late] = [momentsOf(values, start, change), momentsOf(values, change, end)];
  const count = end - start;
  const inflation = varianceInflation(noise.autocorrelation);
  const [one, other] = [meanError(early, noise), meanError(late, noise)];
  const difference = late.mean - early.mean;
  const error = Math.sqrt(one.squared + other.squared);
  const freedom = error ** 4 / (one.squared ** 2 / one.freedom + other.squared ** 2 / other.freedom);

  // What the two means, one line, and one slope with a step in it leave of the squares.
  const between = (early.count * late.count) / count;
  const distance = count / 2;
  const [squares, products, spread] = [
    early.squares + late.squares,
    early.products + late.products,
    early.spread + late.spread,
  ];
  const byLine =
    squares +
    between * difference ** 2 -
    (products + between * distance * difference) ** 2 / (spread + between * distance ** 2);
  const bySlopeAndStep = squares - products ** 2 / spread;
  const variance = inflation * Math.max(noise.variance, bySlopeAndStep / Math.max(1, count - 3));

  return {
    before: early.mean,
    after: late.mean,
    strength: Math.abs(difference) / error,
    pValue: twoSided(Math.abs(difference), error, freedom),
    isLine: byLine <= squares,
    strengthOnSlope: byLine > bySlopeAndStep ? Math.sqrt((byLine - bySlopeAndStep) / variance) : 0,
  };
}

/** Sums around the means of a segment: of the values' squares, the indices' squares, and their products. */
type Moments = {
  readonly count: number;
  readonly mean: number;
  readonly squares: number;
  readonly products: number;
  readonly spread: number;
};

/** Squared standard error of a segment's mean, and the degrees of freedom that its variance is known with. */
function meanError({ count, squares }: Moments, { variance, autocorrelation, freedom }: Noise) {
  const inflation = varianceInflation(autocorrelation);
  const own = squares / (count - 1);
  return own > variance
    ? { squared: (inflation * own) / count, freedom: (count - 1) / inflation }
    : { squared: (inflation * variance) / count, freedom: freedom / inflation };
}

function momentsOf(values: Float64Array, start: number, end: number): Moments {
  const count = end - start;
  const mean = meanOf(values, start, end);
  const middle = (start + end - 1) / 2;
  let squares = 0;
  let products = 0;
  for (let index = start; index < end; index += 1) {
    const value = (values[index] ?? 0) - mean;
    squares += value * value;
    products += (index - middle) * value;
  }
  return { count, mean, squares, products, spread: (count * (count ** 2 - 1)) / 12 };
}

/** p of a t statistic; without any error every difference is certain. */
function twoSided(difference: number, error: number, freedom: number): number {
  if (difference === 0) return 1;
  return error > 0 ? 2 * studentTProbability(-difference / error, Math.max(1, freedom)) : 0;
}
