/**
 * How well models are supported by the same data, by Akaike's information criterion.
 * Source: Burnham and Anderson, "Model Selection and Multimodel Inference", 2nd edition (2002): AICc in section 2.4,
 * weights in 2.9, the confidence set of models in 4.5.
 */

/** Residuals below a millionth are rounding, and no evidence for one model over another. */
const smallestVariance = 1e-12;

/**
 * AICc of a fit with normal residuals, without the constants that all models of the same data share:
 * n·ln(σ²) + 2k + 2k(k + 1)/(n − k − 1).
 *
 * @param squares sum of the squared residuals
 * @param count number of points n
 * @param parameters k: everything fitted, the residuals' σ included
 * @returns infinity when there are too few points for so many parameters (n ≤ k + 1)
 * @example aicc(12, 12, 2) // 5.333…
 */
export function aicc(squares: number, count: number, parameters: number): number {
  const spare = count - parameters - 1;
  if (spare <= 0) return Number.POSITIVE_INFINITY;
  const variance = Math.max(squares / count, smallestVariance);
  return count * Math.log(variance) + 2 * parameters + (2 * parameters * (parameters + 1)) / spare;
}

/**
 * Probability of each model to be the best of those given: exp(−Δ/2), scaled to a sum of one.
 *
 * @param criteria AICc of each model, at least one of them finite
 * @example akaikeWeights([10, 10, 14]) // 0.468, 0.468, 0.063
 */
export function akaikeWeights(criteria: readonly number[]): number[] {
  const least = Math.min(...criteria);
  const likelihoods = criteria.map((criterion) => Math.exp((least - criterion) / 2));
  const sum = likelihoods.reduce((total, value) => total + value, 0);
  return likelihoods.map((value) => value / sum);
}

/**
 * The Akaike set: the fewest models, heaviest first, whose weights together reach a level.
 *
 * @param models sorted by weight, heaviest first
 * @example akaikeSet([{ weight: 0.9 }, { weight: 0.07 }, { weight: 0.03 }], 0.95) // the first two
 */
export function akaikeSet<Model extends { readonly weight: number }>(
  models: readonly Model[],
  level: number,
): Model[] {
  let total = 0;
  return models.filter(({ weight }) => {
    const needed = total < level;
    total += weight;
    return needed;
  });
}
