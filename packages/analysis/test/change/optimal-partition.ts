/**
 * The oracle of FPOP: optimal partitioning in quadratic time, with nothing pruned. Source: Jackson et al., "An algorithm
 * for optimal partitioning of data on an interval", IEEE Signal Processing Letters 12 (2005).
 */
export function optimalPartition(
  values: readonly number[],
  { penalty, minimumLength }: { readonly penalty: number; readonly minimumLength: number },
): { readonly changes: readonly number[]; readonly cost: number } {
  const best: { cost: number; changes: readonly number[] }[] = [{ cost: -penalty, changes: [] }];
  for (let end = 1; end <= values.length; end += 1) {
    let winner = { cost: Number.POSITIVE_INFINITY, changes: [] as readonly number[] };
    for (let start = 0; start <= end - minimumLength; start += 1) {
      const before = best[start];
      if (before === undefined) continue;
      const cost = before.cost + penalty + squaresAroundMean(values.slice(start, end));
      if (cost < winner.cost) {
        winner = { cost, changes: start === 0 ? before.changes : [...before.changes, start] };
      }
    }
    best.push(winner);
  }
  return best[values.length] ?? { cost: 0, changes: [] };
}

/** The cost of a segmentation, from its definition. */
export function costOf(values: readonly number[], changes: readonly number[], penalty: number): number {
  const bounds = [0, ...changes, values.length];
  const costs = bounds
    .slice(1)
    .map((end, position) => squaresAroundMean(values.slice(bounds[position] ?? 0, end)));
  return costs.reduce((sum, cost) => sum + cost, penalty * changes.length);
}

function squaresAroundMean(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
}
