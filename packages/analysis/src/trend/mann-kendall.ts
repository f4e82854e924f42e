/** Does a series rise or fall over time? Only the order of its values counts, so no distribution is assumed. */
import { normalTwoSidedProbability } from "../distribution/normal.ts";
import { kendallExactProbability, mostForExact } from "./kendall-distribution.ts";
import { kendallScore } from "./kendall-score.ts";
import { varianceInflation } from "./variance-inflation.ts";

/**
 * What is assumed of the values around their trend. "independent": nothing else. "autocorrelated": that they are a
 * first-order autoregressive series, of which independent values are the simplest.
 */
export type SeriesAssumption = "independent" | "autocorrelated";

export type MannKendall = {
  /** Pairs that rise minus pairs that fall. */
  readonly score: number;
  /** Kendall's τ-b, −1 … 1: the score as a share of the pairs whose values differ, and of all pairs. */
  readonly tau: number;
  /** Two-sided: how probable a score as far from zero is without a trend. */
  readonly probability: number;
  /** By what the variance of the score was multiplied; 1 under "independent". */
  readonly varianceInflation: number;
  readonly method: "exact" | "normal";
};

/**
 * The Mann–Kendall test for trend. Exact for up to 49 independent values without ties; otherwise by the normal
 * approximation with corrections for ties, continuity and, unless the values are known to be independent,
 * autocorrelation. Sources: Mann, "Nonparametric tests against trend", Econometrica 13 (1945); Kendall, "Rank
 * Correlation Methods" (1970), chapters 4 and 5; `variance-inflation.ts`.
 *
 * @param values in the order of time, at equal distances, at least two
 * @throws RangeError when a value is not a finite number, or when there are fewer than two
 * @example mannKendall([1, 2, 3, 4, 5, 6], { assumption: "independent" }).probability // 0.002777…: 2 of 720 orders
 */
export function mannKendall(
  values: readonly number[],
  { assumption = "autocorrelated" }: { readonly assumption?: SeriesAssumption } = {},
): MannKendall {
  if (values.length < 2) throw new RangeError("A trend needs at least two values.");
  if (!values.every(Number.isFinite)) {
    throw new RangeError("A value of the series is not finite: leave out what was not measured.");
  }
  const { score, ties } = kendallScore(values);
  const count = values.length;
  const pairs = (count * (count - 1)) / 2;
  const tied = ties.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);
  const tau = tied === pairs ? 0 : score / Math.sqrt(pairs * (pairs - tied));
  const inflation = assumption === "independent" ? 1 : varianceInflation(values);
  if (ties.length === 0 && inflation === 1 && count <= mostForExact) {
    const probability = kendallExactProbability(score, count);
    return { score, tau, probability, varianceInflation: inflation, method: "exact" };
  }
  const variance =
    (inflation * (kendallTerm(count) - ties.reduce((sum, size) => sum + kendallTerm(size), 0))) / 18;
  // Half of the step between possible scores, which are two apart without ties.
  const distance = Math.max(0, Math.abs(score) - 1);
  const probability = variance > 0 ? normalTwoSidedProbability(distance / Math.sqrt(variance)) : 1;
  return { score, tau, probability, varianceInflation: inflation, method: "normal" };
}

function kendallTerm(count: number): number {
  return count * (count - 1) * (2 * count + 5);
}
