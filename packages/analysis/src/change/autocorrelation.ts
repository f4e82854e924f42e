/** How alike neighbouring values are, in a series whose level changes now and then. */

/**
 * Above this a wandering level and a changing one look the same over the lengths that histories have, and the estimates
 * are too uncertain to divide by what is left to 1.
 */
export const greatestAutocorrelation = 0.8;

/** An estimate from differences counts as if so many uncorrelated values had been seen before. */
const priorValues = 20;

/**
 * Correlation of neighbours from the spread of differences between values two apart and one apart: for a first-order
 * autoregression their variances are 2v(1 − ρ²) and 2v(1 − ρ), whose ratio is 1 + ρ. Changes of level hardly move it.
 * Source: Chakar, Lebarbier, Lévy-Leduc and Robin, "A robust approach for estimating change-points in the mean of an
 * AR(1) process", Bernoulli 23 (2017). Of a dozen values it is anything: so it is drawn towards zero, the more the fewer
 * there are, and what is left after a first segmentation corrects it.
 *
 * @param count of the values
 * @returns 0 … 0.8: a negative correlation would lower the penalty on the strength of an estimate that is uncertain
 */
export function differenceAutocorrelation(spreadOfTwo: number, spreadOfOne: number, count: number): number {
  return bounded((spreadOfTwo / spreadOfOne) ** 2 - 1) * (count / (count + priorValues));
}

/**
 * Correlation of neighbouring residuals within segments, corrected for what the estimated mean of every segment takes
 * from it: Kendall, "Note on bias in the estimation of autocorrelation", Biometrika 41 (1954).
 *
 * @param products sum of the products of neighbouring residuals, and `squares` the sum of their squares
 * @returns 0 … 0.8
 */
export function residualAutocorrelation({
  products,
  squares,
  count,
  segments,
}: {
  readonly products: number;
  readonly squares: number;
  readonly count: number;
  readonly segments: number;
}): number {
  return squares > 0 ? bounded(products / squares + segments / count) : 0;
}

/**
 * How much larger the variance of a mean is than with independent values: (1 + ρ)/(1 − ρ).
 * Source: Bartlett, "On the theoretical specification and sampling properties of autocorrelated time-series",
 * Supplement to the Journal of the Royal Statistical Society 8 (1946).
 *
 * @example varianceInflation(0.5) // 3
 */
export function varianceInflation(autocorrelation: number): number {
  return (1 + autocorrelation) / (1 - autocorrelation);
}

function bounded(correlation: number): number {
  return Math.min(greatestAutocorrelation, Math.max(0, correlation));
}
