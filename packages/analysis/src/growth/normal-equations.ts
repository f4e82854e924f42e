/**
 * Least squares of few unknowns: solves the normal equations by Cholesky's method, with columns scaled to one so that
 * sizes of any magnitude can stand side by side. Source: Golub and Van Loan, "Matrix Computations", section 5.3.
 *
 * @param rows the factors of the unknowns, one equation after the other; at least as many equations as unknowns
 * @param values one for each equation
 * @returns null when the columns are not independent
 * @example solveLeastSquares(Float64Array.of(1, 0, 1, 1, 1, 2), Float64Array.of(1, 3, 5), 2) // 1, 2
 */
export function solveLeastSquares(
  rows: Float64Array,
  values: Float64Array,
  unknowns: number,
): Float64Array | null {
  // Products of each column with each, and in the last column with the values.
  const width = unknowns + 1;
  const products = new Float64Array(unknowns * width);
  for (let equation = 0, at = 0; equation < values.length; equation += 1, at += unknowns) {
    const value = values[equation] ?? 0;
    for (let i = 0; i < unknowns; i += 1) {
      const factor = rows[at + i] ?? 0;
      for (let j = 0; j <= i; j += 1)
        products[i * width + j] = (products[i * width + j] ?? 0) + factor * (rows[at + j] ?? 0);
      products[i * width + unknowns] = (products[i * width + unknowns] ?? 0) + factor * value;
    }
  }
  const scales = new Float64Array(unknowns);
  for (let i = 0; i < unknowns; i += 1) {
    scales[i] = Math.sqrt(products[i * width + i] ?? 0);
    if (!((scales[i] ?? 0) > 0) || scales[i] === Number.POSITIVE_INFINITY) return null;
  }
  return solve(products, scales, unknowns);
}

/** Cholesky's decomposition in place of the products, and its two substitutions. */
function solve(products: Float64Array, scales: Float64Array, unknowns: number): Float64Array | null {
  const width = unknowns + 1;
  const solution = new Float64Array(unknowns);
  for (let i = 0; i < unknowns; i += 1) {
    const scale = scales[i] ?? 1;
    for (let j = 0; j <= i; j += 1) {
      let sum = (products[i * width + j] ?? 0) / scale / (scales[j] ?? 1);
      for (let k = 0; k < j; k += 1) sum -= (products[i * width + k] ?? 0) * (products[j * width + k] ?? 0);
      if (i === j && sum < 1e-13) return null;
      products[i * width + j] = i === j ? Math.sqrt(sum) : sum / (products[j * width + j] ?? 1);
    }
    let right = (products[i * width + unknowns] ?? 0) / scale;
    for (let k = 0; k < i; k += 1) right -= (products[i * width + k] ?? 0) * (solution[k] ?? 0);
    solution[i] = right / (products[i * width + i] ?? 1);
  }
  for (let i = unknowns - 1; i >= 0; i -= 1) {
    let value = solution[i] ?? 0;
    for (let k = i + 1; k < unknowns; k += 1) value -= (products[k * width + i] ?? 0) * (solution[k] ?? 0);
    solution[i] = value / (products[i * width + i] ?? 1);
  }
  return solution.map((value, column) => value / (scales[column] ?? 1));
}
