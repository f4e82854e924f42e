import { studentTQuantile } from "../distribution/student-t.ts";
import type { Difference } from "./difference.ts";

/** The probability with which an effect must raise the alarm to count as one that a run could see. */
export const power = 0.9;

/**
 * The smallest true change that would have raised the alarm with a probability of 90%: what an undecided or quiet
 * comparison has ruled out, and what it has not.
 *
 * It is that of a case judged alone: in a suite of quiet cases Benjamini and Hochberg ask for more.
 *
 * The alarm needs a difference beyond max(tₐ·s, log(1 + least effect)), and a change of that plus t₉₀·s lies beyond it
 * nine times in ten. Source: Cohen, "Statistical Power Analysis for the Behavioral Sciences", 2nd edition (1988),
 * chapter 2, with t in place of the noncentral t, which is a little too optimistic below ten degrees of freedom.
 *
 * @param alpha two-sided level of the alarm
 * @param leastEffect the change below which there is no alarm, as a fraction
 * @returns a fraction: 0.03 is a change by 3%
 * @example smallestEffect({ standardError: 0.0045, degreesOfFreedom: 18 }, 0.01, 0.02) // 0.0261
 */
export function smallestEffect(
  { standardError, degreesOfFreedom }: Pick<Difference, "standardError" | "degreesOfFreedom">,
  alpha: number,
  leastEffect: number,
): number {
  const alarm = Math.max(
    studentTQuantile(1 - alpha / 2, degreesOfFreedom) * standardError,
    Math.log1p(leastEffect),
  );
  return Math.expm1(alarm + studentTQuantile(power, degreesOfFreedom) * standardError);
}
