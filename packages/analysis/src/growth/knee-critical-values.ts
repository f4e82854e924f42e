/**
 * How large the knee statistic must be: it exceeds this in one of a hundred series without a knee. Simulated by
 * `test/growth/simulate-knee-critical-values.ts`, because neither an F nor a χ² distribution describes the best of many
 * places; it is the largest over six classes with and without intercepts, and noise of 0.5, 2 and 5%. Sixteen sizes gave
 * 14.2 and twenty 15.6, which is chance, so the larger is kept for both.
 */
const criticalValues: readonly { readonly sizes: number; readonly critical: number }[] = [
  { sizes: 10, critical: 24.9 },
  { sizes: 12, critical: 19.1 },
  { sizes: 14, critical: 16.1 },
  { sizes: 16, critical: 15.6 },
];

/**
 * The critical value at the 1% level for a number of sizes; between two that were simulated, that of the fewer.
 *
 * @param count at least ten
 * @example kneeCriticalValue(13) === kneeCriticalValue(12) // true
 */
export function kneeCriticalValue(count: number): number {
  return criticalValues.findLast(({ sizes }) => sizes <= count)?.critical ?? Number.POSITIVE_INFINITY;
}
