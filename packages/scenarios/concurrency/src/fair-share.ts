import type { Section } from "@strait/harness";

/**
 * Jain's index of fairness over what each worker did: 1 when all did the same, 1/n when one did everything (Jain, Chiu, Hawe
 * 1984, "A quantitative measure of fairness and discrimination", DEC-TR-301).
 *
 * @example jainsIndex([30, 10]) // 0.8
 */
export function jainsIndex(work: readonly number[]): number {
  const sum = work.reduce((total, one) => total + one, 0);
  const squares = work.reduce((total, one) => total + one * one, 0);
  return (sum * sum) / (work.length * squares);
}

/** The rate of the slowest worker as a part of the fastest one's: 1 when they are alike. */
export function slowestShare(workers: Section["workers"]): number {
  const rates = ratesOf(workers);
  return Math.min(...rates) / Math.max(...rates);
}

/** Operations of each worker a nanosecond. */
export function ratesOf(workers: Section["workers"]): number[] {
  return workers.map(({ operations, begin, end }) => operations / (end - begin));
}
