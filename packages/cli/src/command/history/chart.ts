const bars = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] as const;

/** Columns of a chart, at most. */
const widest = 72;

/**
 * Values as a row of bars, and under it a mark wherever a change lies. Several neighbours share a bar, as their median,
 * where there are more values than columns.
 *
 * @param changes indices of values
 * @example drawChart([1, 1, 3, 3], [2]) // ["▁▁██", "  ▲"]
 */
export function drawChart(values: readonly number[], changes: readonly number[]): string[] {
  const columns = Math.min(values.length, widest);
  const columnOf = (index: number) => Math.floor((index * columns) / values.length);
  const heights = Array.from({ length: columns }, (_, column) =>
    middleOf(values.filter((_value, index) => columnOf(index) === column)),
  );
  const lowest = Math.min(...heights);
  const range = Math.max(...heights) - lowest;
  const row = heights.map((height) => {
    const level =
      range === 0 ? 0 : Math.min(bars.length - 1, Math.floor(((height - lowest) / range) * bars.length));
    return bars[level] ?? bars[0];
  });
  const marked = new Set(changes.map(columnOf));
  const marks = row.map((_, column) => (marked.has(column) ? "▲" : " "));
  return [row.join(""), marks.join("").trimEnd()].filter((line) => line !== "");
}

function middleOf(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
}
