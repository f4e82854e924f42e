/** Is a cost on the right side of its target? */
import { boundaryOf, type Metric, type Target } from "@strait/results";
import { defaultConfidence, fewestForks, fewestForksUnassumed } from "../describe/median-interval.ts";
import { isDisturbed } from "../summary/disturbance.ts";
import { describeIdleness, mayHaveDoneNoWork, provingWork } from "../summary/empty-batch.ts";
import { forksToDecide } from "../summary/forks-to-decide.ts";
import { formatInterval, formatNumber, formatPercent, formatQuantity, formatRange } from "./quantity.ts";
import { figuresFor, meets, type TargetFigures } from "./target-figures.ts";
import type { Interval, Outcome, Summary, Verdict } from "./verdict.ts";

/** Without an interval, a median must be this many times better or worse than its target. */
const clearFactor = 2;

type Decision = Pick<Verdict, "outcome" | "wouldDecide" | "method" | "warnings"> & {
  /** The verdict's sentence, from the verb on. */
  readonly predicate: string;
};

/**
 * One verdict for one target. With an interval it holds or fails when the whole interval lies on one side; with fewer
 * than three forks, when all forks lie on one side and the median is clear of the target by a factor of two. A metric
 * taken at several sizes holds when it holds at every size; the size that decides is named. What misses is undecided
 * when most of its samples had to wait for a processor, or shared it with a neighbour: it may cost less than it did.
 *
 * @param summaries of this metric of one case, one for every size
 */
export function targetVerdict(
  scenario: string,
  caseName: string,
  metric: Metric,
  target: Target,
  summaries: readonly Summary[],
): Verdict {
  const decisions = summaries.map((summary) => ({ summary, ...decide(summary, target) }));
  const decisive = mostSevere(decisions);
  const named = { scenario, case: caseName, metric: metric.name, question: "target" as const, target };
  if (decisive === undefined) {
    return {
      ...named,
      outcome: "undecided",
      sentence: `${metric.title}: no completed fork measured it.`,
      wouldDecide: "A fork that completes and measures it.",
      method: "none",
      parameters: {},
      warnings: [],
    };
  }
  const { summary, predicate, ...decision } = decisive;
  const { size, forkMedians, interval } = summary;
  const at = size === null ? "" : ` at ${formatNumber(size)} ${metric.size?.unit ?? ""}`.trimEnd();
  return {
    ...named,
    ...decision,
    sentence: `${metric.title}${at}: ${predicate}`,
    parameters: {
      forks: forkMedians.length,
      ...(interval === null ? { clearFactor } : { confidence: interval.confidence }),
      ...(size === null ? {} : { size }),
      ...(isDisturbed(summary) && summary.disturbedShare !== null
        ? { disturbedShare: summary.disturbedShare }
        : {}),
    },
  };
}

function mostSevere<Judged extends { readonly outcome: Outcome }>(
  decisions: readonly Judged[],
): Judged | undefined {
  const severity: readonly Outcome[] = ["fails", "undecided", "holds"];
  return severity.flatMap((outcome) => decisions.filter((decision) => decision.outcome === outcome))[0];
}

function decide(summary: Summary, target: Target): Decision {
  const { metric, warnings } = summary;
  const goal = `the ${target.name} of ${describeTarget(target, metric)}`;
  const figures = figuresFor(target, summary);
  const refused = { outcome: "undecided", method: "none", warnings } as const;
  if (figures === null) {
    const predicate = `measured in ${metric.unit}, which cannot be held against ${goal}.`;
    return { ...refused, predicate, wouldDecide: "A target in the unit of the metric." };
  }
  const nothingDone =
    mayHaveDoneNoWork(summary.median, summary.emptyBatch) || !figures.forkMedians.every(Number.isFinite);
  if (nothingDone) {
    const predicate = `${describeIdleness(summary)}, so it is not held against ${goal}.`;
    return { ...refused, predicate, wouldDecide: provingWork };
  }
  return figures.interval === null
    ? decideByForks(summary, figures, target, goal)
    : decideByInterval(summary, figures, figures.interval, target, goal);
}

function decideByInterval(
  summary: Summary,
  { median }: TargetFigures,
  interval: Interval,
  target: Target,
  goal: string,
): Decision {
  const { operation } = summary.metric;
  const figure = `${formatQuantity(median, target.unit, operation)} (${formatInterval(interval, target.unit, operation)})`;
  const common = { method: "interval of the median of fork medians", warnings: summary.warnings };
  const [low, high] = [meets(target, interval.low), meets(target, interval.high)];
  if (low && high)
    return { ...common, outcome: "holds", predicate: `${figure} meets ${goal}.`, wouldDecide: null };
  if (!low && !high) return missed(summary, { ...common, predicate: `${figure} misses ${goal}.` });
  const predicate = `${figure} is too close to ${goal} to call.`;
  return { ...common, outcome: "undecided", predicate, wouldDecide: forksWanted(summary, target) };
}

/** A busy machine makes a cost higher, never lower: what misses a target then may have been kept from it. */
function missed(summary: Summary, decision: Omit<Decision, "outcome" | "wouldDecide">): Decision {
  if (!isDisturbed(summary)) return { ...decision, outcome: "fails", wouldDecide: null };
  const share = formatPercent(summary.disturbedShare ?? 0);
  const predicate = `${decision.predicate.slice(0, -1)}, but ${share} of its samples had to wait for a processor, or shared it.`;
  return { ...decision, outcome: "undecided", predicate, wouldDecide: "The same run on a quieter machine." };
}

function decideByForks(summary: Summary, figures: TargetFigures, target: Target, goal: string): Decision {
  const { forkMedians, median } = figures;
  const { operation } = summary.metric;
  const isAlone = forkMedians.length === 1;
  const count = isAlone ? "1 fork" : `${forkMedians.length} forks`;
  const spread = formatRange(Math.min(...forkMedians), Math.max(...forkMedians), target.unit, operation);
  const figure = `${formatQuantity(median, target.unit, operation)} (${count}, ${spread})`;
  const ratio = target.comparison === "atLeast" ? median / target.value : target.value / median;
  const method = "all fork medians on one side and the median clear of the target";
  const far = `${count} ${isAlone ? "lies" : "lie"} far from the target`;
  const warned = {
    method,
    warnings: [...summary.warnings, `Decided without an interval, because ${far}.`],
  };
  if (ratio >= clearFactor && forkMedians.every((figureOfFork) => meets(target, figureOfFork))) {
    return {
      ...warned,
      outcome: "holds",
      predicate: `${figure} is well clear of ${goal}.`,
      wouldDecide: null,
    };
  }
  if (ratio <= 1 / clearFactor && !forkMedians.some((figureOfFork) => meets(target, figureOfFork))) {
    return missed(summary, { ...warned, predicate: `${figure} is far from ${goal}.` });
  }
  const predicate = `${figure} has too few forks to be held against ${goal}.`;
  const enough = forkMedians.length < fewestForks ? fewestForks : fewestForksUnassumed;
  const wouldDecide = `At least ${enough} forks, which an interval needs.`;
  return { outcome: "undecided", method, warnings: summary.warnings, predicate, wouldDecide };
}

function forksWanted({ forkMedians }: Summary, target: Target): string {
  const count = forkMedians.includes(0)
    ? null
    : forksToDecide(forkMedians, boundaryOf(target), defaultConfidence);
  if (count !== null && count > forkMedians.length)
    return `About ${formatNumber(count)} forks, if they come out like these.`;
  return "A quieter machine or another target: even 1,000 forks like these would not decide it.";
}

/** A target in words: "at least 10 M/s". */
export function describeTarget(target: Target, metric: Metric): string {
  const side = target.comparison === "atLeast" ? "at least" : "at most";
  return `${side} ${formatQuantity(target.value, target.unit, metric.operation)}`;
}
