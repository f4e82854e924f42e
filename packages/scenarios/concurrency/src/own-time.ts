import type { WorkerReport } from "@strait/harness";

/**
 * Nanoseconds of a section in which a worker had a processor, or waited for something else than one. What it waited before its
 * begin is counted as well, so at least a hundredth of the section is taken to be its own.
 *
 * @example ownTime({ begin: 0, end: 1_000, waited: 400, operations: 1, result: 0, figures: [] }) // 600
 */
export function ownTime({ begin, end, waited }: WorkerReport): number {
  const elapsed = end - begin;
  return Math.max(elapsed / 100, elapsed - (waited ?? 0));
}
