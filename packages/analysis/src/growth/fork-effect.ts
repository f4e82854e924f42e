/** How much of the spread is the forks': one that is slow at one size is slow at all. */

/** A variance, and the part of it that its degrees of freedom follow from. */
export type VarianceComponent = {
  readonly variance: number;
  /** Squares of the mean squares that it is made of, each over its degrees of freedom. */
  readonly uncertainty: number;
};

const none: VarianceComponent = { variance: 0, uncertainty: 0 };

/**
 * Forks whose mean squares are not this many times those of the rest are taken to have no effect of their own: adding
 * what is only chance would make every interval too wide. An effect that is overlooked is too small to matter.
 */
const evident = 2;

/**
 * The variance that effects of whole forks give to the level of a curve through the fork medians' medians.
 *
 * Splits the residuals by size, by fork and rest (two-way analysis of variance with random effects: Searle, Casella and
 * McCulloch, "Variance Components", 1992, chapter 4). Medians of the same forks at two sizes share less than means do:
 * with a correlation of ρ between sizes their covariance is asin(ρ) where that of means is ρ, the orthant probability
 * of Sheppard, Philosophical Transactions of the Royal Society A 192 (1899).
 *
 * @param residuals log residuals by size, then by fork: as many forks at every size, at least two of both
 */
export function forkEffect(residuals: readonly (readonly number[])[]): VarianceComponent {
  const sizes = residuals.length;
  const forks = residuals[0]?.length ?? 0;
  const bySize = residuals.map(mean);
  const byFork = Array.from({ length: forks }, (_, fork) => mean(residuals.map((row) => row[fork] ?? 0)));
  const centre = mean(bySize);
  const rest = residuals.flatMap((row, size) =>
    row.map((value, fork) => value - (bySize[size] ?? 0) - (byFork[fork] ?? 0) + centre),
  );
  const restFreedom = (sizes - 1) * (forks - 1);
  const restSquare = sumOfSquares(rest) / restFreedom;
  const forkSquare = (sizes * sumOfSquares(byFork.map((value) => value - centre))) / (forks - 1);
  if (!(forkSquare > evident * restSquare)) return none;
  const ofForks = (forkSquare - restSquare) / sizes;
  const correlation = ofForks / (ofForks + restSquare);
  const scale = Math.asin(correlation) / correlation / (sizes * forks);
  return {
    variance: scale * (forkSquare - restSquare),
    uncertainty: scale ** 2 * (forkSquare ** 2 / (forks - 1) + restSquare ** 2 / restFreedom),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function sumOfSquares(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value ** 2, 0);
}
