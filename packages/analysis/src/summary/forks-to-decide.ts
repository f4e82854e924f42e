import * as simple from "simple-statistics";
import { logHalfWidth } from "../describe/log-interval.ts";
import { fewestForks } from "../describe/median-interval.ts";

const most = 1000;

/**
 * Roughly how many forks it would take for the interval to clear a boundary, if centre and spread of the logs stay as
 * they are.
 *
 * @param forkMedians at least two, all above zero
 * @param boundary in the same unit, above zero
 * @returns null when 1,000 forks would not do it
 * @example forksToDecide([95, 100, 105, 100, 100], 103, 0.99) // 13
 */
export function forksToDecide(
  forkMedians: readonly number[],
  boundary: number,
  confidence: number,
): number | null {
  const logs = forkMedians.map(Math.log);
  const distance = Math.abs(simple.mean(logs) - Math.log(boundary));
  const spread = simple.sampleStandardDeviation(logs);
  for (let count = Math.max(fewestForks, forkMedians.length); count <= most; count += 1) {
    if (logHalfWidth(spread, count, confidence) < distance) return count;
  }
  return null;
}
