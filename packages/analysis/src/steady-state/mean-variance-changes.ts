/**
 * Where a series changes its mean or its variance.
 *
 * Segments of normal samples, each with a mean and a variance of its own, so that the sum over the segments of
 * n·(ln σ² + 1) plus a penalty for each change is least: found exactly, by dynamic programming with pruning.
 * Source: Killick, Fearnhead and Eckley, "Optimal detection of changepoints with a linear computational cost", Journal
 * of the American Statistical Association 107 (2012). The penalty of 15·ln n is that of Barrett et al., OOPSLA 2017.
 *
 * Without changes nothing is pruned and the work is quadratic, so changes are looked for on a grid of 600 positions.
 */

const gridPositions = 600;
const penaltyFactor = 15;
/** Samples in the shortest segment. */
const shortest = 10;

/**
 * @param values in the order of time, all finite, around zero and of the order of one
 * @param smallestVariance variances below it count as it: the resolution of the values
 * @returns the position at which each segment but the first begins, ascending
 * @example meanVarianceChanges([...Array(50).fill(0), ...Array(50).fill(1)], 1e-6) // [50]
 */
export function meanVarianceChanges(values: readonly number[], smallestVariance: number): number[] {
  const count = values.length;
  const step = Math.max(1, Math.ceil(count / gridPositions));
  const ends = Array.from({ length: Math.ceil(count / step) + 1 }, (_, index) =>
    Math.min(index * step, count),
  );
  const [sums, squares] = prefixSums(values);
  const cost = (start: number, end: number) => {
    const length = end - start;
    const mean = ((sums[end] ?? 0) - (sums[start] ?? 0)) / length;
    const variance = ((squares[end] ?? 0) - (squares[start] ?? 0)) / length - mean ** 2;
    return length * (Math.log(Math.max(variance, smallestVariance)) + 1);
  };
  const penalty = penaltyFactor * Math.log(Math.max(2, count));
  const best = new Float64Array(ends.length);
  const previous = new Int32Array(ends.length);
  best[0] = -penalty;
  let candidates: number[] = [0];
  for (let index = 1; index < ends.length; index += 1) {
    const end = ends[index] ?? 0;
    let least = Number.POSITIVE_INFINITY;
    const costs = candidates.map((candidate) => {
      const start = ends[candidate] ?? 0;
      const value = (best[candidate] ?? 0) + cost(start, end);
      if ((candidate === 0 || end - start >= shortest) && value + penalty < least) {
        least = value + penalty;
        previous[index] = candidate;
      }
      return value;
    });
    best[index] = least;
    // A start that is worse than a change here can never be better later.
    candidates = candidates.filter(
      (candidate, position) => end - (ends[candidate] ?? 0) < shortest || (costs[position] ?? 0) <= least,
    );
    candidates.push(index);
  }
  const changes: number[] = [];
  for (let index = previous[ends.length - 1] ?? 0; index > 0; index = previous[index] ?? 0) {
    changes.unshift(ends[index] ?? 0);
  }
  return changes;
}

function prefixSums(values: readonly number[]): readonly [Float64Array, Float64Array] {
  const sums = new Float64Array(values.length + 1);
  const squares = new Float64Array(values.length + 1);
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    sums[index + 1] = (sums[index] ?? 0) + value;
    squares[index + 1] = (squares[index] ?? 0) + value ** 2;
  }
  return [sums, squares];
}
