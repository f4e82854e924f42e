/** The shares that are reported, by name. */
export const shares = { p50: 0.5, p99: 0.99, "p99-9": 0.999 } as const;
export type ShareName = keyof typeof shares;

/**
 * The smallest value that at least `share` of all values do not exceed: the nearest rank, which is always one of them.
 *
 * @param sorted values in ascending order, at least one
 * @param share above 0, at most 1
 * @throws RangeError when there are too few values for the share to be another than the largest
 * @example percentile([1, 2, 3, 4], 0.5) // 2
 */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  const rank = Math.ceil(share * sorted.length);
  const value = sorted[rank - 1];
  if (value === undefined || (share < 1 && rank === sorted.length)) {
    throw new RangeError(`${sorted.length} values have no share of ${share} below the largest`);
  }
  return value;
}
