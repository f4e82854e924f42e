/**
 * Correlation of a series with itself one step later, as R's `acf` estimates it: Σ(xₜ − x̄)(xₜ₊₁ − x̄) / Σ(xₜ − x̄)².
 * Source: Box and Jenkins, "Time Series Analysis" (1970), section 2.1.5. The estimate is too small by about (1 + 3ρ)/n.
 *
 * @param values in the order of time, all finite
 * @returns between −1 and 1; null when there are fewer than three values, or when they do not vary
 * @throws RangeError when a value is not a finite number
 * @example lagOneAutocorrelation([1, 2, 3, 4, 5]) // 0.4
 */
export function lagOneAutocorrelation(values: readonly number[]): number | null {
  if (!values.every(Number.isFinite)) {
    throw new RangeError("A value of the series is not finite: leave out what was not measured.");
  }
  if (values.length < 3) return null;
  // Scaled to at most 1, so that no square overflows.
  let largest = 0;
  for (const value of values) largest = Math.max(largest, Math.abs(value));
  if (largest === 0) return null;
  let mean = 0;
  for (const value of values) mean += value / largest / values.length;
  let products = 0;
  let squares = 0;
  let previous = 0;
  for (let index = 0; index < values.length; index += 1) {
    const distance = (values[index] ?? 0) / largest - mean;
    squares += distance ** 2;
    products += distance * previous;
    previous = distance;
  }
  // What is left of values that are all the same is rounding.
  return squares <= values.length * 1e-30 ? null : products / squares;
}
