/**
 * The value below which a share of the values lies: the nearest rank (Hyndman and Fan 1996, type 1). NaN of none.
 *
 * @param sorted in ascending order
 * @example quantile(Float64Array.of(1, 2, 3, 4), 0.5) // 2
 */
export function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
