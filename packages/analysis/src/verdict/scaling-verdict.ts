/** Does a cost grow in line with its size, or faster? */
import type { Metric } from "@strait/results";
import { decisiveWeight } from "../growth/growth-class.ts";
import { describeClass } from "../growth/growth-models.ts";
import { describeKnee } from "../growth/knee.ts";
import type { GrowthFit, Unfitted } from "../growth/scaling-fit.ts";
import {
  designWarnings,
  fitsPoorly,
  wantedDecades,
  wantedRepetitions,
  wantedSizes,
} from "../growth/scaling-warnings.ts";
import { describeIdleness, mayHaveDoneNoWork, provingWork } from "../summary/empty-batch.ts";
import { formatNumber, formatPercent, formatQuantity } from "./quantity.ts";
import type { ComplexityClass, Knee, Outcome, ScalingModel, Summary, Verdict } from "./verdict.ts";

const linearOrBetter: ReadonlySet<ComplexityClass> = new Set(["1", "lg n", "n"]);
const wantedDesign = `At least ${wantedSizes} sizes over ${wantedDecades} decades, or ${wantedRepetitions} forks at each.`;

type Decision = Pick<Verdict, "outcome" | "wouldDecide"> & { readonly predicate: string };

/**
 * Holds when the cost is linear or better: the decided class is, or every plausible class is. Fails when the decided
 * class, or every plausible class, is worse. When the cost bends, the classes on both sides of the bend are judged
 * instead. Undecided otherwise, when no model fits, and when the work is in doubt.
 *
 * @param fit of this metric's summaries
 * @param summaries of one metric of one case, one for every size
 */
export function scalingVerdict(
  scenario: string,
  caseName: string,
  metric: Metric,
  fit: GrowthFit | Unfitted,
  summaries: readonly Summary[],
): Verdict {
  const { predicate, ...decision } =
    "refusal" in fit
      ? { outcome: "undecided" as const, predicate: `no fit. ${fit.refusal}`, wouldDecide: wantedDesign }
      : decide(fit, metric, summaries);
  return {
    scenario,
    case: caseName,
    metric: metric.name,
    question: "scaling",
    target: null,
    ...decision,
    sentence: `${metric.title} against ${metric.size?.title ?? "size"}: ${predicate}`,
    method: "Akaike weights of eleven models with lognormal error",
    parameters: {
      sizes: summaries.length,
      ...(summaries.length === 0
        ? {}
        : { forks: Math.min(...summaries.map((one) => one.forkMedians.length)) }),
      decisiveWeight,
    },
    warnings: [...sharedWarnings(summaries), ...("refusal" in fit ? [] : fit.warnings)],
  };
}

/** What every size is warned of; what concerns one size stays with its summary. */
function sharedWarnings([first, ...others]: readonly Summary[]): string[] {
  return (first?.warnings ?? []).filter((warning) =>
    others.every(({ warnings }) => warnings.includes(warning)),
  );
}

function decide(fit: GrowthFit, metric: Metric, summaries: readonly Summary[]): Decision {
  const [best] = fit.models;
  const idle = summaries.find(({ median, emptyBatch }) => mayHaveDoneNoWork(median, emptyBatch));
  if (idle !== undefined) {
    const predicate = `at size ${formatNumber(idle.size ?? 0)} ${describeIdleness(idle)}, so there is no verdict.`;
    return { outcome: "undecided", predicate, wouldDecide: provingWork };
  }
  if (fit.knee !== null) return decideWithKnee(fit.knee);
  if (best === undefined || fitsPoorly(best)) {
    const off = best === undefined ? "" : `, the best is off by ${formatPercent(best.sigma)} on average`;
    const wouldDecide =
      "A look at the residuals: for a bend, fit its two sides apart; for noise, a quieter machine.";
    return { outcome: "undecided", predicate: `none of the eleven models fits${off}.`, wouldDecide };
  }
  const figures = `${describeModel(best, metric)}; ${describeExponent(fit)}.`;
  const candidates = fit.class === null ? fit.plausible : [fit.class];
  const outcome = outcomeOf(candidates);
  if (outcome === "undecided") {
    const predicate = `undecided between ${listWeights(fit, candidates)}. Best fit ${figures}`;
    return { outcome, predicate, wouldDecide: whatWouldDecide(fit, best) };
  }
  const judgement = outcome === "holds" ? "" : ", worse than linear";
  const finding =
    fit.class === null
      ? `${candidates.map(describeClass).join(" or ")}${judgement} (${listWeights(fit, candidates)})`
      : `${describeClass(fit.class)}${judgement} (${listWeights(fit, candidates)} of the Akaike weight)`;
  return { outcome, predicate: `${finding}. Best fit ${figures}`, wouldDecide: null };
}

/** Of a cost that bends, the classes on both sides of the bend decide: none of the eleven models describes it. */
function decideWithKnee(knee: Knee): Decision {
  const outcome = outcomeOf(knee.plausible);
  const judgement = outcome === "fails" ? ", worse than linear" : "";
  const classes = knee.plausible.map(describeClass).join(" or ");
  const predicate = `${classes}${judgement} on both sides of a bend. The cost ${describeKnee(knee)}.`;
  const wouldDecide = outcome === "undecided" ? "More sizes on both sides of the bend." : null;
  return { outcome, predicate, wouldDecide };
}

function outcomeOf(candidates: readonly ComplexityClass[]): Outcome {
  const good = candidates.filter((name) => linearOrBetter.has(name)).length;
  if (candidates.length === 0) return "undecided";
  if (good === candidates.length) return "holds";
  return good === 0 ? "fails" : "undecided";
}

/** "O(n) 62%, O(n lg n) 37%" */
function listWeights(fit: GrowthFit, classes: readonly ComplexityClass[]): string {
  const chosen = fit.classWeights.filter((entry) => classes.includes(entry.class));
  return chosen.map((entry) => `O(${entry.class}) ${formatPercent(entry.weight)}`).join(", ");
}

/** "1.2 µs + 45.6 ns · n" */
function describeModel(
  { class: name, intercept, coefficient }: ScalingModel,
  { unit, operation }: Metric,
): string {
  const growing = formatQuantity(coefficient, unit, operation) + (name === "1" ? "" : ` · ${name}`);
  return intercept === 0 ? growing : `${formatQuantity(intercept, unit, operation)} + ${growing}`;
}

function describeExponent({ exponent: { estimate, interval } }: GrowthFit): string {
  const range =
    interval === null
      ? ""
      : ` (${formatNumber(interval.low)} to ${formatNumber(interval.high)} at ${formatPercent(interval.confidence)})`;
  return `exponent ${formatNumber(estimate)}${range}`;
}

function whatWouldDecide(fit: GrowthFit, best: ScalingModel): string {
  if (designWarnings(fit.points).length > 0) return wantedDesign;
  return `More forks or a quieter machine: residuals of ${formatPercent(best.sigma)} hide the difference.`;
}
