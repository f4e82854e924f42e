/** Student's t at 99.5% for 4 to 15 degrees of freedom (R: `qt(0.995, 4:15)`), so 99% two-sided. */
const quantiles = [4.604, 4.032, 3.707, 3.499, 3.355, 3.25, 3.169, 3.106, 3.055, 3.012, 2.977, 2.947];
const fewestDegrees = 4;

/**
 * How far a 99% interval for the centre of positive values reaches from it, as a share: Student's t on their logarithms.
 * Only for deciding what to measure next; verdicts are for analysis.
 *
 * @returns infinity with fewer than five values, or one that is not above zero
 * @example relativeHalfWidth([99, 100, 101, 100, 100]) // 0.0147
 */
export function relativeHalfWidth(values: readonly number[]): number {
  const quantile =
    quantiles[Math.min(values.length - 1, fewestDegrees + quantiles.length - 1) - fewestDegrees];
  if (quantile === undefined || !values.every((value) => value > 0)) return Number.POSITIVE_INFINITY;
  const logs = values.map(Math.log);
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (logs.length - 1);
  return Math.expm1(quantile * Math.sqrt(variance / logs.length));
}
