/**
 * How well found changes agree with true ones: the two measures of van den Burg and Williams, "An evaluation of change
 * point detection algorithms" (2020), for one annotator.
 */

/**
 * F1 of the changes. The start of the series counts as a change that is always found, so that there is a score where
 * nothing changed. A true change is found by the nearest found one within the margin that no other true change has taken.
 *
 * @param margin in places
 * @returns 0 … 1
 * @example scoreOfChanges([10, 20], [11, 50], 5) // 2 of 3 right, 2 of 3 found: 0.667
 */
export function scoreOfChanges(truth: readonly number[], found: readonly number[], margin: number): number {
  const free = new Set([0, ...found]);
  const precisionOf = free.size;
  const wanted = new Set([0, ...truth]);
  let matched = 0;
  for (const place of wanted) {
    const [nearest] = [...free]
      .filter((other) => Math.abs(other - place) <= margin)
      .sort((one, other) => Math.abs(one - place) - Math.abs(other - place));
    if (nearest === undefined) continue;
    free.delete(nearest);
    matched += 1;
  }
  const [precision, recall] = [matched / precisionOf, matched / wanted.size];
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}

/**
 * Cover of the true segments: for each the best overlap with a found one, as intersection over union, weighted by its
 * length.
 *
 * @param count of the values
 * @returns 0 … 1
 * @example coverOfSegmentation([50], [], 100) // 0.5
 */
export function coverOfSegmentation(
  truth: readonly number[],
  found: readonly number[],
  count: number,
): number {
  const foundSegments = segmentsOf(found, count);
  return segmentsOf(truth, count).reduce((sum, { start, end }) => {
    const overlaps = foundSegments.map((other) => {
      const shared = Math.max(0, Math.min(end, other.end) - Math.max(start, other.start));
      return shared / (end - start + (other.end - other.start) - shared);
    });
    return sum + ((end - start) / count) * Math.max(...overlaps);
  }, 0);
}

function segmentsOf(changes: readonly number[], count: number) {
  const bounds = [0, ...changes, count];
  return bounds.slice(1).map((end, position) => ({ start: bounds[position] ?? 0, end }));
}
