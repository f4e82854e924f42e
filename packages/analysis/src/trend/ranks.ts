/**
 * Rank of every value among all, the smallest 1; values that are equal share the mean of their ranks.
 *
 * @param values all finite
 * @example ranks([30, 10, 20, 20]) // 4, 1, 2.5, 2.5
 */
export function ranks(values: readonly number[]): number[] {
  const order = values.map((value, position) => ({ value, position })).sort((a, b) => a.value - b.value);
  const ranked = new Array<number>(values.length).fill(0);
  for (let start = 0; start < order.length; ) {
    let end = start + 1;
    while (end < order.length && order[end]?.value === order[start]?.value) end += 1;
    for (const { position } of order.slice(start, end)) ranked[position] = (start + 1 + end) / 2;
    start = end;
  }
  return ranked;
}
