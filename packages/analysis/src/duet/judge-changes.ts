/** Is the head slower than the base, and does it count more? The verdicts of all cases of a duet together. */
import type { Metric } from "@strait/results";
import { comparePaired } from "../comparison/compare-paired.ts";
import {
  type ComparisonParameters,
  type CostComparison,
  parametersOf,
} from "../comparison/cost-comparison.ts";
import { type Judgement, judgeSuite } from "../comparison/judge-suite.ts";
import { median } from "../describe/descriptive.ts";
import { describeIdleness, mayHaveDoneNoWork, provingWork } from "../summary/empty-batch.ts";
import type { Interval } from "../verdict/verdict.ts";
import type { ForkFigures } from "./fork-figures.ts";
import { type CountVerdict, judgeCounts } from "./judge-counts.ts";

/** A metric of one case in both builds, fork by fork. */
export type BuildChange = {
  readonly metric: Metric;
  readonly forks: readonly ForkFigures[];
  readonly emptyBatch: number | null;
};

export type ChangeOutcome = Judgement["verdict"] | CountVerdict;

export type JudgedChange = {
  readonly outcome: ChangeOutcome;
  /** Cost of the head over that of the base, and how well it is known. */
  readonly ratio: number | null;
  readonly interval: Interval | null;
  /** The same of the base against its second copy: what is found where there is nothing to find. */
  readonly control: { readonly ratio: number | null; readonly interval: Interval | null };
  /** The change that this run would have raised the alarm on with a probability of 90%, as a fraction. */
  readonly smallestEffect: number | null;
  readonly probability: number | null;
  readonly adjustedProbability: number | null;
  readonly method: string;
  readonly parameters: Readonly<Record<string, number>>;
  readonly wouldDecide: string | null;
  readonly warnings: readonly string[];
};

/** The share of alarms that may be false, on average over runs. */
const falseDiscoveryRate = 0.05;

/**
 * Judges the changes of one duet together, in the same order: of times by paired t on the forks' log-ratios, with
 * Benjamini and Hochberg's correction over all that is tested; of counts by the counts themselves.
 *
 * Where the control, which is the base once more, is further from the base than the least effect, that is the least
 * effect: nobody can see a change that is smaller than what no change looks like.
 */
export function judgeChanges(changes: readonly BuildChange[]): JudgedChange[] {
  const compared = changes.map((change) => {
    const control = compareLogs(change.forks.map((fork) => fork.control));
    return {
      change,
      control,
      comparison: compareLogs(
        change.forks.map((fork) => fork.head),
        control,
      ),
    };
  });
  const tested = compared.filter(({ change }) => isTested(change));
  const judged = new Map(
    judgeSuite(
      tested.map(({ change, comparison }) => ({ ...comparison, change })),
      { falseDiscoveryRate },
    ).map((judgement) => [judgement.change, judgement]),
  );
  return compared.map(({ change, control, comparison }) => {
    const judgement = judged.get(change);
    if (judgement !== undefined) return ofTimes(judgement, control);
    return isCounted(change) ? judgeCounts(change.forks) : ofIdleness(change, comparison, control);
  });
}

function isCounted({ metric }: BuildChange): boolean {
  return metric.unit !== "nanoseconds/operation";
}

function isTested(change: BuildChange): boolean {
  return !isCounted(change) && !isIdle(change);
}

function isIdle({ forks, emptyBatch }: BuildChange): boolean {
  return forks.length > 0 && mayHaveDoneNoWork(median(forks.map(({ base }) => base)), emptyBatch);
}

function compareLogs(logs: readonly (number | null)[], control?: CostComparison): CostComparison {
  const { leastEffect } = parametersOf({});
  const floor = Math.abs(Math.log(control?.ratio ?? 1));
  const pairs = logs.map((log) => ({ base: 1, head: log === null ? Number.NaN : Math.exp(log) }));
  return comparePaired(pairs, { leastEffect: Math.max(leastEffect, Math.expm1(floor)) });
}

function ofTimes(judgement: CostComparison & Judgement, control: CostComparison): JudgedChange {
  const { ratio, interval, smallestEffect, probability, adjustedProbability } = judgement;
  return {
    outcome: judgement.verdict,
    ratio,
    interval,
    control: { ratio: control.ratio, interval: control.interval },
    smallestEffect,
    probability,
    adjustedProbability,
    method: judgement.method,
    parameters: parametersAsRecorded(judgement),
    wouldDecide: judgement.wouldDecide,
    warnings: [...judgement.warnings, ...floorWarnings(judgement.parameters)],
  };
}

function parametersAsRecorded(judgement: CostComparison & Judgement): Readonly<Record<string, number>> {
  const { alpha, leastEffect, margin, looks } = judgement.parameters;
  const { probability, adjustedProbability } = judgement;
  return {
    forks: judgement.forks.base,
    alpha,
    leastEffect,
    margin,
    looks,
    falseDiscoveryRate,
    ...(probability === null ? {} : { probability }),
    ...(adjustedProbability === null ? {} : { adjustedProbability }),
  };
}

function floorWarnings({ leastEffect }: ComparisonParameters): string[] {
  const usual = parametersOf({}).leastEffect;
  if (leastEffect <= usual) return [];
  const percent = (100 * leastEffect).toFixed(1);
  return [`The base differs from its own second copy by ${percent}%, so a smaller change raises no alarm.`];
}

/** What may have done no work is left out of the tests, and so does not count in their correction. */
function ofIdleness(change: BuildChange, comparison: CostComparison, control: CostComparison): JudgedChange {
  const { metric, forks, emptyBatch } = change;
  const base = median(forks.map((fork) => fork.base));
  const doubt = describeIdleness({ median: base, emptyBatch, metric });
  return {
    outcome: "undecided",
    ratio: comparison.ratio,
    interval: null,
    control: { ratio: control.ratio, interval: null },
    smallestEffect: null,
    probability: null,
    adjustedProbability: null,
    method: "none",
    parameters: { forks: forks.length },
    wouldDecide: provingWork,
    warnings: [`${doubt}.`],
  };
}
