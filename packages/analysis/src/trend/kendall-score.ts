/**
 * Kendall's S of a series against time: the number of pairs that rise, minus the number of pairs that fall.
 * Falling pairs are counted while sorting by merging, in n·lg n steps instead of n².
 * Source: Knight, "A computer method for calculating Kendall's tau with ungrouped data", Journal of the American
 * Statistical Association 61 (1966).
 */
export type KendallScore = {
  /** S, between −n(n − 1)/2 and n(n − 1)/2. */
  readonly score: number;
  /** How many values there are of each value that occurs more than once. */
  readonly ties: readonly number[];
};

/**
 * @param values in the order of time, all finite
 * @example kendallScore([1, 3, 2, 4, 4]) // score 7, ties [2]
 */
export function kendallScore(values: readonly number[]): KendallScore {
  const sorted = Float64Array.from(values);
  const falling = sortCountingInversions(sorted);
  const ties = tieCounts(sorted);
  const tied = ties.reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
  const pairs = (values.length * Math.max(0, values.length - 1)) / 2;
  return { score: pairs - tied - 2 * falling, ties };
}

/** Sorts in place; returns how many pairs stood in falling order. */
function sortCountingInversions(values: Float64Array): number {
  let source = values;
  let target: Float64Array = new Float64Array(values.length);
  let inversions = 0;
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      inversions += mergeRuns(source, target, start, width);
    }
    [source, target] = [target, source];
  }
  if (source !== values) values.set(source);
  return inversions;
}

function mergeRuns(source: Float64Array, target: Float64Array, start: number, width: number): number {
  const middle = Math.min(start + width, source.length);
  const end = Math.min(start + 2 * width, source.length);
  let [left, right, inversions] = [start, middle, 0];
  for (let index = start; index < end; index += 1) {
    const [low, high] = [source[left] ?? 0, source[right] ?? 0];
    const takesLeft = left < middle && (right >= end || low <= high);
    if (!takesLeft) inversions += middle - left;
    target[index] = takesLeft ? low : high;
    if (takesLeft) left += 1;
    else right += 1;
  }
  return inversions;
}

function tieCounts(sorted: Float64Array): number[] {
  const ties: number[] = [];
  let count = 1;
  for (let index = 1; index <= sorted.length; index += 1) {
    if (index < sorted.length && sorted[index] === sorted[index - 1]) {
      count += 1;
      continue;
    }
    if (count > 1) ties.push(count);
    count = 1;
  }
  return ties;
}
