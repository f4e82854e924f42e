/** A timeline in no more points than a small picture has room for. */

/** Milliseconds, lowest and highest bytes from there to the next point. */
export type MemoryPoint = readonly [milliseconds: number, low: number, high: number];

/** More would not be told apart in a picture some 300 pixels wide. */
const mostPoints = 90;

/**
 * Neighbours joined in equal numbers until at most 90 points are left. Each keeps the lowest and highest of all that it
 * stands for, so that no peak is lost.
 *
 * @example thinned([[0, 5, 6], [1, 2, 9]]) // [[0, 5, 6], [1, 2, 9]]: few enough
 */
export function thinned(points: readonly MemoryPoint[]): MemoryPoint[] {
  const joined = Math.max(1, Math.ceil(points.length / mostPoints));
  return Array.from({ length: Math.ceil(points.length / joined) }, (_, index) => {
    const part = points.slice(index * joined, (index + 1) * joined);
    return [
      part[0]?.[0] ?? 0,
      Math.min(...part.map(([, low]) => low)),
      Math.max(...part.map(([, , high]) => high)),
    ];
  });
}
