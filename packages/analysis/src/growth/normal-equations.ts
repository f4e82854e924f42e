/**
 * Least squares of few unknowns: solves the normal equations by Cholesky's method, with columns scaled to one so that
 * sizes of any magnitude can stand side by side. Source: Golub and Van Loan, "Matrix Computations", section 5.3.
 *
 * @param rows as many unknowns in each, at least as many rows
 * @returns null when the columns are not independent
 * @example solveLeastSquares([[1, 0], [1, 1], [1, 2]], [1, 3, 5]) // 1, 2
 */
export function solveLeastSquares(
  rows: readonly (readonly number[])[],
  values: readonly number[],
): number[] | null {
  const unknowns = rows[0]?.length ?? 0;
  const scales = Array.from({ length: unknowns }, (_, column) =>
    Math.sqrt(rows.reduce((sum, row) => sum + (row[column] ?? 0) ** 2, 0)),
  );
  if (!scales.every((scale) => scale > 0 && Number.isFinite(scale))) return null;
  const entry = (row: readonly number[], column: number) => (row[column] ?? 0) / (scales[column] ?? 1);
  const lower: number[][] = [];
  const solution: number[] = [];
  for (let i = 0; i < unknowns; i += 1) {
    const line: number[] = [];
    lower.push(line);
    for (let j = 0; j <= i; j += 1) {
      let sum = 0;
      for (const row of rows) sum += entry(row, i) * entry(row, j);
      for (let k = 0; k < j; k += 1) sum -= (line[k] ?? 0) * (lower[j]?.[k] ?? 0);
      if (i === j && sum < 1e-13) return null;
      line.push(i === j ? Math.sqrt(sum) : sum / (lower[j]?.[j] ?? 1));
    }
    let right = 0;
    for (let index = 0; index < rows.length; index += 1)
      right += entry(rows[index] ?? [], i) * (values[index] ?? 0);
    for (let k = 0; k < i; k += 1) right -= (line[k] ?? 0) * (solution[k] ?? 0);
    solution.push(right / (line[i] ?? 1));
  }
  for (let i = unknowns - 1; i >= 0; i -= 1) {
    let value = solution[i] ?? 0;
    for (let k = i + 1; k < unknowns; k += 1) value -= (lower[k]?.[i] ?? 0) * (solution[k] ?? 0);
    solution[i] = value / (lower[i]?.[i] ?? 1);
  }
  return solution.map((value, column) => value / (scales[column] ?? 1));
}
