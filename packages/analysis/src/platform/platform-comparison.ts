/** What the same cases cost on several runtimes or machines: one table for each scenario, against one of its columns. */
import type { CaseDescription, Environment, Metric } from "@strait/results";
import { compareUnpaired } from "../comparison/compare-unpaired.ts";
import type { Interval, ScenarioAnalysis, Summary } from "../verdict/verdict.ts";
import { platformNotes } from "./platform-notes.ts";

/** One figure of one platform beside the baseline's, or why there is none. */
export type PlatformCell =
  | {
      /** Median of the fork medians, in the unit of the metric; null for a row that stands for many figures. */
      readonly median: number | null;
      /** Multiple of the baseline's; null where the baseline has none, or a figure is zero. */
      readonly ratio: number | null;
      /** Of the ratio. Null with fewer than five forks on either side. */
      readonly interval: Interval | null;
      /** Whether a check of the case failed there. */
      readonly failed: boolean;
    }
  | { readonly reason: string };

export type PlatformRow = {
  readonly case: CaseDescription;
  /** Null for a case that compares many ways: its cells are geometric means of the ratios of all figures. */
  readonly metric: Metric | null;
  /** The largest size of the baseline, for a metric that is taken at several. */
  readonly size: number | null;
  /** In the order of the platforms. */
  readonly cells: readonly PlatformCell[];
};

export type Platform = {
  /** Such as "Node 26", and with the system where several are compared. */
  readonly title: string;
  readonly environment: Environment;
};

export type PlatformComparison = {
  readonly scenario: string;
  readonly title: string;
  /** The baseline comes first: the newest Node, or else the first that was given. */
  readonly platforms: readonly Platform[];
  readonly rows: readonly PlatformRow[];
  /** What makes figures less comparable, or is missing, in sentences. */
  readonly notes: readonly string[];
};

/**
 * A comparison for every scenario that was measured on several platforms, in the order of the input. Forks of different
 * platforms have nothing in common, so the ratios are unpaired.
 */
export function comparePlatforms(analyses: readonly ScenarioAnalysis[]): PlatformComparison[] {
  const byScenario = Map.groupBy(analyses, ({ header }) => header.scenario.name);
  return [...byScenario.values()].flatMap((group) => {
    const sorted = group.toSorted((one, other) => rank(one) - rank(other));
    const [baseline] = sorted;
    if (baseline === undefined || sorted.length < 2) return [];
    const severalSystems = new Set(sorted.map(({ header }) => header.environment.platform)).size > 1;
    return [
      {
        scenario: baseline.header.scenario.name,
        title: baseline.header.scenario.title,
        platforms: sorted.map(({ header: { environment } }) => ({
          title: `${runtimeTitle(environment.runtime)}${severalSystems ? `, ${environment.platform}` : ""}`,
          environment,
        })),
        rows: casesOf(sorted).flatMap((description) => rowsOf(description, baseline, sorted)),
        notes: platformNotes(sorted),
      },
    ];
  });
}

/**
 * A runtime as a reader knows it.
 *
 * @example runtimeTitle({ name: "node", version: "26.10.0", engine: "V8" }) // "Node 26"
 */
export function runtimeTitle({ name, version }: Environment["runtime"]): string {
  const [major = ""] = version.split(".");
  if (name === "node") return `Node ${major}`;
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}

/** Node before others, the newest first; others as they come. */
function rank({ header: { environment } }: ScenarioAnalysis): number {
  const { name, version } = environment.runtime;
  return name === "node" ? -Number.parseInt(version, 10) || 0 : 1;
}

function casesOf(analyses: readonly ScenarioAnalysis[]): CaseDescription[] {
  const byName = new Map<string, CaseDescription>();
  for (const one of analyses.flatMap(({ cases }) => cases)) {
    if (!byName.has(one.name)) byName.set(one.name, one);
  }
  return [...byName.values()];
}

function rowsOf(
  description: CaseDescription,
  baseline: ScenarioAnalysis,
  analyses: readonly ScenarioAnalysis[],
): PlatformRow[] {
  if (description.comparison !== undefined) {
    const cells = analyses.map((analysis) => {
      const ratios = description.metrics.flatMap(
        ({ name }) =>
          ratioOf(summaryOf(baseline, description, name), summaryOf(analysis, description, name)).ratio ?? [],
      );
      if (ratios.length === 0) return { reason: reasonFor(analysis, description) };
      const mean = Math.exp(ratios.reduce((sum, ratio) => sum + Math.log(ratio), 0) / ratios.length);
      return { median: null, ratio: mean, interval: null, failed: hasFailed(analysis, description) };
    });
    return [{ case: description, metric: null, size: null, cells }];
  }
  return description.metrics.map((metric) => {
    const reference = summaryOf(baseline, description, metric.name);
    const size = reference?.size ?? null;
    const cells = analyses.map((analysis) => {
      const summary = summaryOf(analysis, description, metric.name, size);
      if (summary === undefined) return { reason: reasonFor(analysis, description) };
      return {
        median: summary.median,
        ...ratioOf(reference, summary),
        failed: hasFailed(analysis, description),
      };
    });
    return { case: description, metric, size, cells };
  });
}

/** The summary of a metric at a size, or at its largest. */
function summaryOf(
  analysis: ScenarioAnalysis,
  { name }: CaseDescription,
  metric: string,
  size: number | null = null,
): Summary | undefined {
  const own = analysis.summaries.filter((summary) => summary.case === name && summary.metric.name === metric);
  if (size !== null) return own.find((summary) => summary.size === size);
  return own.toSorted((one, other) => (one.size ?? 0) - (other.size ?? 0)).at(-1);
}

function ratioOf(
  base: Summary | undefined,
  other: Summary | undefined,
): { readonly ratio: number | null; readonly interval: Interval | null } {
  if (base === undefined || other === undefined) return { ratio: null, interval: null };
  if (base === other) return { ratio: 1, interval: null };
  const { ratio, interval } = compareUnpaired(base.forkMedians, other.forkMedians);
  // Of the medians that stand beside it; the test's own, of geometric means, is another where forks are far apart.
  return { ratio: ratio === null ? null : other.median / base.median, interval };
}

function reasonFor(analysis: ScenarioAnalysis, { name }: CaseDescription): string {
  if (!analysis.cases.some((one) => one.name === name)) return "the case was not run there";
  const known = analysis.unavailable.find((one) => one.case === name);
  if (known !== undefined) return known.reason;
  const checks = analysis.verdicts.find((one) => one.case === name && one.question === "checks");
  return checks?.outcome === "fails" ? checks.sentence : "nothing was measured";
}

function hasFailed({ verdicts }: ScenarioAnalysis, { name }: CaseDescription): boolean {
  return verdicts.some((one) => one.case === name && one.question === "checks" && one.outcome === "fails");
}
