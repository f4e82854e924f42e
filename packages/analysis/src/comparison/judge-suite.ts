/** From the comparisons of all cases of a run to a verdict on each: the alarm needs to know how many were tested. */
import { studentTQuantile } from "../distribution/student-t.ts";
import { benjaminiHochberg } from "./benjamini-hochberg.ts";
import type { CostComparison } from "./cost-comparison.ts";

export type ComparisonVerdict = "slower" | "faster" | "same" | "undecided";

export type Judgement = {
  /**
   * "slower", "faster": the alarm. p below α/looks, a change above the least effect, and an adjusted p of at most q.
   * "same": the whole interval lies within the margin. "undecided": neither, and more forks would decide.
   */
  readonly verdict: ComparisonVerdict;
  /** p after Benjamini and Hochberg over the tested comparisons, times the looks. Null where no test was made. */
  readonly adjustedProbability: number | null;
  /** What would decide it; null unless undecided. */
  readonly wouldDecide: string | null;
};

/**
 * Judges the comparisons of one run together. Anything else that a comparison carries, such as the name of its case,
 * stays with it.
 *
 * "same" follows from two one-sided tests, each at half of α, so it is a finding and not the lack of one: Schuirmann,
 * Journal of Pharmacokinetics and Biopharmaceutics 15 (1987).
 *
 * @param comparisons of every case that was measured; a quiet case counts, so leave none out
 * @param options.falseDiscoveryRate q: the share of alarms that may be false, on average
 * @returns in the same order
 * @example judgeSuite([{ ...comparePaired(pairs), case: "decode" }])[0].verdict // "slower"
 */
export function judgeSuite<Compared extends CostComparison>(
  comparisons: readonly Compared[],
  { falseDiscoveryRate = 0.05 }: { readonly falseDiscoveryRate?: number } = {},
): (Compared & Judgement)[] {
  const tested = comparisons.flatMap(({ probability }) => (probability === null ? [] : [probability]));
  const adjusted = benjaminiHochberg(tested);
  let position = 0;
  return comparisons.map((comparison) => {
    const { probability, parameters } = comparison;
    const adjustedProbability =
      probability === null ? null : Math.min(1, (adjusted[position++] ?? 1) * parameters.looks);
    const verdict = verdictOf(comparison, adjustedProbability, falseDiscoveryRate);
    const level = Math.min(parameters.alpha, falseDiscoveryRate / tested.length) / parameters.looks;
    const wouldDecide = verdict === "undecided" ? forksThatDecide(comparison, level) : null;
    return { ...comparison, verdict, adjustedProbability, wouldDecide };
  });
}

function verdictOf(
  { ratio, interval, probability, parameters }: CostComparison,
  adjustedProbability: number | null,
  falseDiscoveryRate: number,
): ComparisonVerdict {
  if (ratio === null || probability === null || adjustedProbability === null) return "undecided";
  const { alpha, leastEffect, margin, looks } = parameters;
  const significant = probability < alpha / looks && adjustedProbability <= falseDiscoveryRate;
  if (significant && Math.abs(Math.log(ratio)) > Math.log1p(leastEffect))
    return ratio > 1 ? "slower" : "faster";
  if (interval !== null && 1 / (1 + margin) <= interval.low && interval.high <= 1 + margin) return "same";
  return "undecided";
}

const most = 1000;

/** Roughly how many forks it takes to decide, if centre and spread stay as they are. */
function forksThatDecide({ forks, ratio, difference, parameters }: CostComparison, level: number): string {
  const taken = Math.min(forks.base, forks.head);
  if (difference === null) {
    return ratio === null && taken > 0 ? "A comparison as a count." : "At least ten forks of each build.";
  }
  const change = Math.abs(difference.difference);
  const alarming = change > Math.log1p(parameters.leastEffect);
  const distance = alarming ? change : Math.log1p(parameters.margin) - change;
  const tail = (alarming ? level : parameters.alpha / parameters.looks) / 2;
  const decides = (count: number) => {
    const times = count / taken;
    const reach = studentTQuantile(1 - tail, difference.degreesOfFreedom * times) * difference.standardError;
    return reach / Math.sqrt(times) < distance;
  };
  if (!decides(most))
    return `More than ${most} forks of each build: a quieter machine or longer samples help more.`;
  // The interval shrinks with every fork, so the first count that decides is found by halving.
  let [tooFew, enough] = [taken, most];
  while (enough - tooFew > 1) {
    const between = (tooFew + enough) >> 1;
    if (decides(between)) enough = between;
    else tooFew = between;
  }
  return `About ${enough} forks of each build, if centre and spread stay as they are.`;
}
