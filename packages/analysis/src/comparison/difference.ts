import { studentTQuantile, studentTTwoSidedProbability } from "../distribution/student-t.ts";

/** A difference of means, how far it may be off, and how well that is known. */
export type Difference = {
  readonly difference: number;
  /** Above zero. */
  readonly standardError: number;
  readonly degreesOfFreedom: number;
};

/** A standard error below this, in logs, is rounding, and nothing can be measured by it. */
export const leastStandardError = 1e-12;

/** p of the two-sided test that there is no difference. */
export function differenceProbability({ difference, standardError, degreesOfFreedom }: Difference): number {
  return studentTTwoSidedProbability(difference / standardError, degreesOfFreedom);
}

/** Two-sided interval of the difference, by Student's t. */
export function differenceInterval(
  { difference, standardError, degreesOfFreedom }: Difference,
  confidence: number,
): { readonly low: number; readonly high: number } {
  const reach = studentTQuantile((1 + confidence) / 2, degreesOfFreedom) * standardError;
  return { low: difference - reach, high: difference + reach };
}
