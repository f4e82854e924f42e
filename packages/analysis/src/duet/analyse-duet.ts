/** From the records of a duet to everything that is concluded from it. */
import type { DuetFile, DuetForkRecord, Metric } from "@strait/results";
import { median } from "../describe/descriptive.ts";
import { forkWarnings } from "../summary/fork-health.ts";
import { judgeBuildChecks } from "./build-checks.ts";
import { describeChange } from "./describe-change.ts";
import { forkFigures } from "./fork-figures.ts";
import { type BuildChange, type JudgedChange, judgeChanges } from "./judge-changes.ts";

/** A metric of one case in both builds, judged. */
export type AnalysedChange = BuildChange &
  JudgedChange & {
    readonly scenario: string;
    readonly case: string;
    /** One sentence for a reader, with the figures in it. */
    readonly sentence: string;
  };

/** Whether the work of a case was done and right, in both builds. */
export type AnalysedChecks = {
  readonly scenario: string;
  readonly case: string;
  readonly forks: readonly DuetForkRecord[];
  readonly outcome: "holds" | "fails";
  readonly sentence: string;
  readonly warnings: readonly string[];
};

export type DuetAnalysis = {
  readonly header: DuetFile["header"];
  readonly checks: readonly AnalysedChecks[];
  readonly changes: readonly AnalysedChange[];
  readonly warnings: readonly string[];
};

/**
 * Judges every case of a duet, in the order of its header. Doubtful or missing input never throws: it ends as a warning,
 * or as a verdict that fails or is undecided.
 */
export function analyseDuet(file: Pick<DuetFile, "header" | "forks" | "warnings">): DuetAnalysis {
  const { header } = file;
  const cases = header.scenarios.flatMap((scenario) =>
    scenario.cases.map((one) => ({
      scenario: scenario.name,
      case: one.name,
      metrics: one.metrics,
      forks: file.forks.filter((fork) => fork.scenario === scenario.name && fork.case === one.name),
    })),
  );
  const changes = cases.flatMap(({ metrics, forks, ...place }) =>
    metrics.map((metric) => ({ ...place, ...changeOf(metric, forks) })),
  );
  const judged = judgeChanges(changes);
  return {
    header,
    checks: cases.map(({ forks, ...place }) => ({
      scenario: place.scenario,
      case: place.case,
      forks,
      ...judgeBuildChecks(forks),
      warnings: [...forkWarnings(forks), ...ownWarnings(forks), ...resultWarnings(forks)],
    })),
    changes: changes.flatMap((change, index) => {
      const judgement = judged[index];
      if (judgement === undefined) return [];
      return [{ ...change, ...judgement, sentence: describeChange(change.metric, judgement) }];
    }),
    warnings: [...file.warnings, ...planWarnings(cases, header.run.forks)],
  };
}

function changeOf(metric: Metric, forks: readonly DuetForkRecord[]): BuildChange {
  const empty = forks.flatMap(({ series }) =>
    series.flatMap((one) => (one.metric === metric.name && one.emptyBatch !== null ? [one.emptyBatch] : [])),
  );
  return {
    metric,
    forks: forkFigures(forks, metric.name),
    emptyBatch: empty.length === 0 ? null : median(empty),
  };
}

function ownWarnings(forks: readonly DuetForkRecord[]): string[] {
  const own = Map.groupBy(
    forks.flatMap((fork) => [...new Set(fork.warnings)]),
    (warning) => warning,
  );
  return [...own].map(([warning, { length }]) => `${warning} (${length} of ${forks.length} forks)`);
}

/** All builds are given the same content and make the same calls, so the base and its copy return the same. */
function resultWarnings(forks: readonly DuetForkRecord[]): string[] {
  const other = forks.filter(
    ({ error, resultChecksum: { base, head, control } }) =>
      error === null && base === control && base !== head,
  );
  if (other.length === 0) return [];
  return [
    `The head returned other results than the base in ${other.length} of ${forks.length} forks: it may do other work.`,
  ];
}

function planWarnings(
  cases: readonly { readonly scenario: string; readonly case: string; readonly forks: readonly unknown[] }[],
  planned: number,
): string[] {
  return cases.flatMap(({ scenario, case: name, forks }) =>
    forks.length < planned
      ? [`Case ${scenario}/${name}: ${forks.length} of ${planned} planned forks are in the file.`]
      : [],
  );
}
