import {
  formatQuantity,
  type Interval,
  median,
  medianInterval,
  orderStatisticInterval,
  type ScenarioAnalysis,
  type Summary,
  targetVerdict,
  type Verdict,
} from "@strait/analysis";
import { catalogue, isOutsideProgram } from "./catalogue.ts";
import { type Goal, waysOfRatio } from "./goal.ts";
import type { Outcome } from "./outside/figure.ts";

/** One line of the table. */
export type Row = {
  readonly goal: Goal;
  readonly outcome: "holds" | "missed" | "undecided" | "not available";
  /** In the unit of the goal's metric; null where the figure cannot be had. */
  readonly median: number | null;
  readonly interval: Interval | null;
  /** The two times that a ratio is made of. */
  readonly detail: string | null;
  /** What the same takes in C: nanoseconds, and what that is. */
  readonly floor: { readonly nanoseconds: number; readonly title: string } | null;
  /** Why there is no figure, or what would decide; null where the outcome says it all. */
  readonly note: string | null;
};

/** What was measured, by whom. */
export type Measured = {
  /** Null when no case was to run. */
  readonly analysis: ScenarioAnalysis | null;
  readonly outside: ReadonlyMap<string, Outcome>;
};

/**
 * A row for every goal of the chosen cases and programs, in the order of the catalogue.
 *
 * @param only names of cases and programs; all when undefined
 * @param goals what to hold the figures against; the catalogue unless a test plants other goals
 */
export function rowsOf(
  measured: Measured,
  only?: readonly string[],
  goals: readonly Goal[] = catalogue,
): Row[] {
  return goals
    .filter((goal) => only?.includes(goal.case) ?? true)
    .map((goal) => {
      const outside = measured.outside.get(goal.case);
      return outside === undefined ? rowOfCase(goal, measured.analysis) : rowOfProgram(goal, outside);
    });
}

function rowOfCase(goal: Goal, analysis: ScenarioAnalysis | null): Row {
  const described = analysis?.cases.find(({ name }) => name === goal.case);
  if (analysis === null || described === undefined) {
    return unavailable(goal, isOutsideProgram(goal.case) ? "it was not run" : "nothing measures it yet");
  }
  const summaries = analysis.summaries.filter((summary) => summary.case === goal.case);
  const summaryOf = (metric: string) => summaries.find((summary) => summary.metric.name === metric);
  const floor = summaryOf("floor");
  const common = {
    floor: floor === undefined ? null : { nanoseconds: floor.median, title: floor.metric.title },
  };
  if (!described.metrics.some(({ name }) => name === goal.metric)) {
    return { ...unavailable(goal, missingWay(goal)), ...common };
  }
  const summary = summaryOf(goal.metric);
  if (summary === undefined) {
    const failure = analysis.verdicts.find(
      (verdict) => verdict.case === goal.case && verdict.question === "checks",
    );
    return { ...unavailable(goal, failure?.sentence ?? "no fork measured it"), ...common };
  }
  const detail = waysOfRatio(goal.metric)
    ?.toSorted((one, other) => Number(other === "strait") - Number(one === "strait"))
    .map((way) => time(summaryOf(way)))
    .join(" against ");
  const failed = analysis.verdicts.find(
    ({ case: name, question, outcome }) => name === goal.case && question === "checks" && outcome === "fails",
  );
  const row = { ...judge(goal, summary, detail ?? null), ...common };
  if (failed !== undefined) return { ...row, outcome: "missed", note: failed.sentence };
  const { unless } = goal;
  if (unless === undefined || row.outcome === "holds") return row;
  const isDisturbed = summaryOf(unless.metric)?.forkMedians.some((value) => value > unless.above) === true;
  return isDisturbed ? { ...row, outcome: "undecided", note: unless.reason } : row;
}

/** Why a way of a case is missing: the floor is the only one that may be. */
function missingWay({ metric }: Goal): string {
  return waysOfRatio(metric)?.includes("floor") ? "no C compiler" : "nothing measures it yet";
}

/**
 * By the order of the processes where there are enough: the machine may disturb one for as long as it lives, which would widen
 * an interval that takes their spread.
 */
function intervalOf(values: readonly number[]): Interval | null {
  return orderStatisticInterval(values, 0.99) ?? medianInterval(values).interval;
}

function time(summary: Summary | undefined): string {
  return summary === undefined ? "?" : formatQuantity(summary.median, "nanoseconds/operation");
}

function rowOfProgram(goal: Goal, outcome: Outcome): Row {
  if ("reason" in outcome) return unavailable(goal, outcome.reason);
  const figure = outcome.figures.find(({ metric }) => metric === goal.metric);
  if (figure === undefined)
    return unavailable(goal, outcome.absent.get(goal.metric) ?? "it was not reported");
  const forkMedians = figure.values;
  const summary: Summary = {
    scenario: "goals",
    case: goal.case,
    metric: {
      name: goal.metric,
      title: goal.title,
      operation: "ratio",
      unit: "count",
      targets: [goal.target],
    },
    size: null,
    forkMedians,
    median: median(forkMedians),
    interval: intervalOf(forkMedians),
    medianAbsoluteDeviation: 0,
    percentiles: { p50: 0, p90: 0, p99: 0 },
    emptyBatch: null,
    disturbedShare: null,
    warnings: [],
  };
  if (goal.case !== "conformance") return judge(goal, summary, figure.detail);
  // A count of tests is exact, so no interval is needed.
  const outcomeOfCount = summary.median >= goal.target.value ? "holds" : "missed";
  return {
    ...unavailable(goal, ""),
    outcome: outcomeOfCount,
    median: summary.median,
    detail: figure.detail,
    note: null,
  };
}

const outcomes: Readonly<Record<Verdict["outcome"], Row["outcome"]>> = {
  holds: "holds",
  fails: "missed",
  undecided: "undecided",
};

function judge(goal: Goal, summary: Summary, detail: string | null): Row {
  const verdict = targetVerdict("goals", goal.case, summary.metric, goal.target, [summary]);
  return {
    goal,
    outcome: outcomes[verdict.outcome],
    median: summary.median,
    interval: summary.interval,
    detail,
    floor: null,
    note: verdict.wouldDecide,
  };
}

function unavailable(goal: Goal, reason: string): Row {
  return {
    goal,
    outcome: "not available",
    median: null,
    interval: null,
    detail: null,
    floor: null,
    note: reason,
  };
}
