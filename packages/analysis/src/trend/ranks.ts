/**
 * Rank of every value among all, the smallest 1; values that are equal share the mean of their ranks.
 *
 * @param values all finite
 * @example ranks([30, 10, 20, 20]) // 4, 1, 2.5, 2.5
 */
export function ranks(values: readonly number[]): number[] {
  const order = Uint32Array.from(values.keys()).sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0));
  const ranked = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && values[order[end] ?? 0] === values[order[start] ?? 0]) end += 1;
    for (let index = start; index < end; index += 1) ranked[order[index] ?? 0] = (start + 1 + end) / 2;
    start = end;
  }
  return ranked;
}
