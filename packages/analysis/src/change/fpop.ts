import { LevelPieces } from "./level-pieces.ts";

export type Partition = {
  /** Index of the first value of every segment but the first, ascending. */
  readonly changes: readonly number[];
  /** Squared distances from the means of the segments, and the penalty once for every change. */
  readonly cost: number;
};

/**
 * The segmentation of a series into stretches of constant level that costs least: squared distances of the values from
 * the mean of their segment, plus a penalty for every change. The result is exact.
 *
 * Functional pruning: for every level that the last segment may have, only the start that is best for it is kept. A few
 * starts live at a time even where nothing changes, while pruning by inequality (PELT) keeps all of them there. Source:
 * Maidstone, Hocking, Rigaill and Fearnhead, "On optimal multiple changepoint algorithms for large data", Statistics and
 * Computing 27 (2017). A least length of segments delays the entrance of a start by so many values.
 *
 * @param values finite, and of a magnitude whose squares can be summed up
 * @param penalty above 0, in squared units of the values
 * @param minimumLength of a segment, at least 1; a series shorter than two of them is one segment
 * @example fpop([0, 0, 0, 9, 9, 9], { penalty: 10, minimumLength: 3 }) // { changes: [3], cost: 10 }
 */
export function fpop(
  values: ArrayLike<number>,
  { penalty, minimumLength }: { readonly penalty: number; readonly minimumLength: number },
): Partition {
  const { sums, squares, range } = summed(values);
  const end = values.length;
  // A constant leaves no choice of a level, and none to be gained.
  if (end < 2 * minimumLength || range.lowest === range.highest) {
    return { changes: [], cost: end === 0 ? 0 : (squares[end] ?? 0) - (sums[end] ?? 0) ** 2 / end };
  }
  const previous = new Int32Array(end + 1);
  const offsets = new Float64Array(end + 1);
  let cost = 0;
  // What stands before the first segment costs one penalty less than nothing, as every segment will be charged one.
  offsets[0] = penalty;
  const pieces = new LevelPieces(sums, offsets, range);
  for (let index = minimumLength; index <= end; index += 1) {
    const entering = index - minimumLength;
    if (entering === 0 || entering >= minimumLength) pieces.add(entering);
    const start = pieces.best(index);
    previous[index] = start;
    const sum = (sums[index] ?? 0) - (sums[start] ?? 0);
    // Cost of everything before `index`: that of what stands before the segment, and that of the segment.
    cost = (squares[index] ?? 0) - (sum * sum) / (index - start) - (offsets[start] ?? 0) + penalty;
    offsets[index] = (squares[index] ?? 0) - cost;
  }
  return { changes: trace(previous, end), cost };
}

/** Sums and sums of squares before each index, of the values less their mean, which keeps the sums small. */
function summed(values: ArrayLike<number>) {
  const count = values.length;
  let total = 0;
  let lowest = Number.POSITIVE_INFINITY;
  let highest = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < count; index += 1) {
    const value = values[index] ?? 0;
    total += value;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  const centre = count === 0 ? 0 : total / count;
  const sums = new Float64Array(count + 1);
  const squares = new Float64Array(count + 1);
  let sum = 0;
  let square = 0;
  for (let index = 0; index < count; index += 1) {
    const value = (values[index] ?? 0) - centre;
    sum += value;
    square += value * value;
    sums[index + 1] = sum;
    squares[index + 1] = square;
  }
  return { sums, squares, range: { lowest: lowest - centre, highest: highest - centre } };
}

function trace(previous: Int32Array, end: number): number[] {
  const changes: number[] = [];
  for (let start = previous[end] ?? 0; start > 0; start = previous[start] ?? 0) changes.push(start);
  return changes.reverse();
}
