/**
 * Exponent of the power law cost ∝ nᵇ that fits best: the slope of a least-squares line through the logs. It is 1 for
 * a linear cost through the origin; an intercept makes it smaller.
 *
 * @param logSizes natural logs, at least two of them different
 * @param logCosts natural logs, as many
 * @example powerLawExponent([1, 2, 4].map(Math.log), [3, 12, 48].map(Math.log)) // 2
 */
export function powerLawExponent(logSizes: readonly number[], logCosts: readonly number[]): number {
  const meanSize = mean(logSizes);
  const meanCost = mean(logCosts);
  let products = 0;
  let squares = 0;
  for (let index = 0; index < logSizes.length; index += 1) {
    const distance = (logSizes[index] ?? 0) - meanSize;
    products += distance * ((logCosts[index] ?? 0) - meanCost);
    squares += distance ** 2;
  }
  return products / squares;
}

function mean(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
