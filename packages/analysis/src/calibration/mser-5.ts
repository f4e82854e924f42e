/**
 * The usual way to cut off warm-up, for comparison: it always finds a cut, and is blind to phases.
 * Source: White, Cobb and Spratt, "A comparison of five steady-state truncation heuristics for simulation", Winter
 * Simulation Conference 2000: means of five samples, cut where the standard error of what is left is least; a cut in
 * the second half means that there is no steady state.
 *
 * @returns the first steady sample, or null when there is none
 * @example mser5([...Array(50).fill(30), ...Array(950).fill(10)]) // 50
 */
export function mser5(samples: readonly number[]): number | null {
  const batches = Array.from({ length: Math.floor(samples.length / 5) }, (_, index) =>
    samples.slice(5 * index, 5 * index + 5).reduce((sum, sample) => sum + sample / 5, 0),
  );
  let [cut, least, sum, squares] = [0, Number.POSITIVE_INFINITY, 0, 0];
  for (let start = batches.length - 1; start >= 0; start -= 1) {
    const batch = batches[start] ?? 0;
    sum += batch;
    squares += batch ** 2;
    const count = batches.length - start;
    const error = (squares - sum ** 2 / count) / count ** 2;
    if (count >= 5 && error <= least) [cut, least] = [start, error];
  }
  return cut > batches.length / 2 ? null : 5 * cut;
}
