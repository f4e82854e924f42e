/** Values on either side of the one that is clipped. */
const reach = 3;

/**
 * The values, none further than a limit from the median of the seven around it: a single wild measurement cannot look
 * like a change, while a new level that lasts for four values is its own median.
 * Source: Hampel's identifier on a moving window, Pearson, "Outliers in process modeling and identification", IEEE
 * Transactions on Control Systems Technology 10 (2002); here values are moved to the limit and not to the median.
 *
 * At both ends the window is the first or the last seven values.
 *
 * @param limit above 0, in the unit of the values
 * @example clip(Float64Array.of(1, 2, 1, 90, 2, 1, 2), 3) // 1, 2, 1, 5, 2, 1, 2
 */
export function clip(values: Float64Array, limit: number): Float64Array {
  const width = Math.min(2 * reach + 1, values.length);
  const clipped = new Float64Array(values.length);
  const window = new Float64Array(width);
  for (let index = 0; index < values.length; index += 1) {
    const start = Math.max(0, Math.min(index - reach, values.length - width));
    const centre = windowMedian(values, start, window);
    clipped[index] = Math.min(centre + limit, Math.max(centre - limit, values[index] ?? 0));
  }
  return clipped;
}

/** Median of as many values from `start` on as the window holds, sorted into it. */
function windowMedian(values: Float64Array, start: number, window: Float64Array): number {
  const width = window.length;
  for (let filled = 0; filled < width; filled += 1) {
    const value = values[start + filled] ?? 0;
    let place = filled;
    for (; place > 0 && (window[place - 1] ?? 0) > value; place -= 1) window[place] = window[place - 1] ?? 0;
    window[place] = value;
  }
  return ((window[(width - 1) >> 1] ?? 0) + (window[width >> 1] ?? 0)) / 2;
}
