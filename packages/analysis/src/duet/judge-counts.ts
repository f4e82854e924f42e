/** Does the head count more than the base: bytes, blocks, messages? */
import { parametersOf } from "../comparison/cost-comparison.ts";
import { median } from "../describe/descriptive.ts";
import type { ForkFigures } from "./fork-figures.ts";
import type { JudgedChange } from "./judge-changes.ts";

export type CountVerdict = "more" | "fewer" | "same" | "undecided";

/**
 * Judges a count that both builds took from the same content in every fork. It has no noise, so no test is needed: the
 * head counts more when it does in every fork and by more than the least effect; within that it is the same.
 */
export function judgeCounts(forks: readonly ForkFigures[]): JudgedChange {
  const { leastEffect } = parametersOf({});
  const figures = {
    interval: null,
    control: { ratio: 1, interval: null },
    smallestEffect: null,
    probability: null,
    adjustedProbability: null,
    method: "counts of both builds, fork by fork",
    parameters: { forks: forks.length, leastEffect },
  };
  const changes = forks.map(({ base, headCount }) => changeOf(base, headCount ?? Number.NaN));
  if (forks.length === 0 || changes.some((change) => !(change >= 0))) {
    const wouldDecide = "Forks that count it in both builds.";
    return { ...figures, outcome: "undecided", ratio: null, wouldDecide, warnings: [] };
  }
  // From nothing to something there is no ratio.
  const ratio = changes.every(Number.isFinite) ? median(changes) : null;
  const outcome = outcomeOf(changes, leastEffect);
  const wouldDecide =
    "A look at the forks: some count more and others less, or the base does not agree with itself.";
  return {
    ...figures,
    outcome,
    ratio,
    wouldDecide: outcome === "undecided" ? wouldDecide : null,
    warnings: [],
  };
}

/** As a multiple of the base; 1 where both count nothing. */
function changeOf(base: number, head: number): number {
  return head === base ? 1 : head / base;
}

function outcomeOf(changes: readonly number[], leastEffect: number): CountVerdict {
  const [least, most] = [Math.min(...changes), Math.max(...changes)];
  if (least >= 1 / (1 + leastEffect) && most <= 1 + leastEffect) return "same";
  if (least > 1) return "more";
  return most < 1 ? "fewer" : "undecided";
}
