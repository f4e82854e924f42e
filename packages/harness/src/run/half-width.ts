/** Student's t at 99.5% for 2 to 15 degrees of freedom (R: `qt(0.995, 2:15)`), so 99% two-sided. */
const quantiles = [
  9.925, 5.841, 4.604, 4.032, 3.707, 3.499, 3.355, 3.25, 3.169, 3.106, 3.055, 3.012, 2.977, 2.947,
];
const fewestDegrees = 2;

/** Values that an interval takes. */
export const fewestValues = fewestDegrees + 1;

/**
 * A 99% interval for the centre of positive values: Student's t on their natural logarithms. Only for deciding what to measure
 * next; verdicts are for analysis.
 *
 * @returns logarithms; no end is known with fewer than three values, or with one that is not above zero
 */
function logInterval(values: readonly number[]): { readonly centre: number; readonly reach: number } {
  const quantile =
    quantiles[Math.min(values.length - 1, fewestDegrees + quantiles.length - 1) - fewestDegrees];
  if (quantile === undefined || !values.every((value) => value > 0)) {
    return { centre: 0, reach: Number.POSITIVE_INFINITY };
  }
  const logs = values.map(Math.log);
  const centre = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - centre) ** 2, 0) / (logs.length - 1);
  return { centre, reach: quantile * Math.sqrt(variance / logs.length) };
}

/**
 * How far the interval for the centre of positive values reaches from it, as a share; infinity where that is not known.
 *
 * @example relativeHalfWidth([99, 100, 101, 100, 100]) // 0.0147
 */
export function relativeHalfWidth(values: readonly number[]): number {
  return Math.expm1(logInterval(values).reach);
}

/**
 * Whether a boundary lies in the interval for the centre of values, so that it is open on which side they are. What is always
 * zero is on one side.
 *
 * @example isOpen([99, 100, 101, 100, 100], 101) // true
 */
export function isOpen(values: readonly number[], boundary: number): boolean {
  if (values.every((value) => value === 0)) return false;
  const { centre, reach } = logInterval(values);
  return Math.abs(Math.log(boundary) - centre) <= reach;
}
