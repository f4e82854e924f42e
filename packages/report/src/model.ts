/** Joins what analysis says apart (summaries, fits, verdicts) into one tree that the sections walk. */
import {
  type CaseConduct,
  type ObservedCase,
  runtimeTitle,
  type ScalingFit,
  type ScenarioAnalysis,
  type Summary,
  type SustainedCourse,
  type Verdict,
} from "@strait/analysis";
import type { CaseDescription, Metric } from "@strait/results";

/** One metric of one case. `summaries` is empty when nothing was measured, and one per size when the metric has sizes. */
export type ReportedMetric = {
  readonly anchor: string;
  readonly metric: Metric;
  readonly summaries: readonly Summary[];
  readonly fit: ScalingFit | null;
  /** Why the case could not be measured where this ran. */
  readonly unavailable: string | null;
  readonly verdicts: readonly Verdict[];
};

export type ReportedCase = {
  readonly anchor: string;
  readonly description: CaseDescription;
  readonly metrics: readonly ReportedMetric[];
  /** Verdicts about the case as a whole. */
  readonly checks: readonly Verdict[];
  /** How it ran, what was seen of it, how it went if it goes on for long; null where the analysis does not say. */
  readonly conduct: CaseConduct | null;
  readonly observed: ObservedCase | null;
  readonly course: SustainedCourse | null;
};

export type ReportedScenario = {
  readonly anchor: string;
  /** The scenario's title, with its platform where another analysis has the same name. */
  readonly title: string;
  readonly analysis: ScenarioAnalysis;
  readonly cases: readonly ReportedCase[];
};

/**
 * The tree, in the order of the input; every `anchor` is unique in it. Sections put a word of their own before it
 * (`case-`, `fit-`) to make an HTML `id`.
 *
 * @throws when a verdict, summary or fit is about a case or metric that its own analysis does not describe: it would
 *   vanish from the report.
 */
export function reportedScenarios(analyses: readonly ScenarioAnalysis[]): readonly ReportedScenario[] {
  const anchorFor = uniqueAnchors();
  const names = analyses.map((analysis) => analysis.header.scenario.name);
  return analyses.map((analysis) => {
    refuseStrays(analysis);
    const { name, title } = analysis.header.scenario;
    const isRepeated = names.indexOf(name) !== names.lastIndexOf(name);
    const anchor = anchorFor(name);
    return {
      anchor,
      title: isRepeated ? `${title} (${platformOf(analysis)})` : title,
      analysis,
      cases: analysis.cases.map((description) => reportedCase(analysis, description, anchor, anchorFor)),
    };
  });
}

/** Every metric of every case, with where it stands. */
export function everyMetric(
  scenarios: readonly ReportedScenario[],
): readonly { scenario: ReportedScenario; case: ReportedCase; metric: ReportedMetric }[] {
  return scenarios.flatMap((scenario) =>
    scenario.cases.flatMap((reported) =>
      reported.metrics.map((metric) => ({ scenario, case: reported, metric })),
    ),
  );
}

/** Every case, with where it stands. */
export function everyCase(
  scenarios: readonly ReportedScenario[],
): readonly { scenario: ReportedScenario; case: ReportedCase }[] {
  return scenarios.flatMap((scenario) => scenario.cases.map((reported) => ({ scenario, case: reported })));
}

function reportedCase(
  analysis: ScenarioAnalysis,
  description: CaseDescription,
  scenarioAnchor: string,
  anchorFor: (name: string) => string,
): ReportedCase {
  const anchor = anchorFor(`${scenarioAnchor}-${description.name}`);
  const about = <T extends { readonly case: string }>(list: readonly T[]) =>
    list.filter((entry) => entry.case === description.name);
  const summaries = about(analysis.summaries);
  const fits = about(analysis.fits);
  const verdicts = about(analysis.verdicts);
  return {
    anchor,
    description,
    checks: verdicts.filter((verdict) => verdict.metric === null),
    conduct: about(analysis.conducts)[0] ?? null,
    observed: about(analysis.observed)[0] ?? null,
    course: about(analysis.sustained)[0] ?? null,
    metrics: description.metrics.map((metric) => ({
      anchor: anchorFor(`${anchor}-${metric.name}`),
      metric,
      summaries: summaries
        .filter((summary) => summary.metric.name === metric.name)
        .sort((a, b) => (a.size ?? 0) - (b.size ?? 0)),
      fit: fits.find((fit) => fit.metric.name === metric.name) ?? null,
      unavailable: about(analysis.unavailable)[0]?.reason ?? null,
      verdicts: verdicts.filter((verdict) => verdict.metric === metric.name),
    })),
  };
}

function platformOf({ header: { environment } }: ScenarioAnalysis): string {
  return `${environment.platform}, ${runtimeTitle(environment.runtime)}`;
}

function refuseStrays(analysis: ScenarioAnalysis): void {
  const described = new Map(
    analysis.cases.map((entry) => [entry.name, new Set(entry.metrics.map((metric) => metric.name))]),
  );
  const subjects = [
    ...analysis.summaries.map((summary) => ({ case: summary.case, metric: summary.metric.name })),
    ...analysis.fits.map((fit) => ({ case: fit.case, metric: fit.metric.name })),
    ...[...analysis.conducts, ...analysis.observed, ...analysis.sustained].map((one) => ({
      case: one.case,
      metric: null,
    })),
    ...analysis.verdicts,
  ];
  for (const subject of subjects) {
    const metrics = described.get(subject.case);
    if (metrics !== undefined && (subject.metric === null || metrics.has(subject.metric))) continue;
    throw new Error(
      `The analysis of scenario "${analysis.header.scenario.name}" concludes something about case "${subject.case}"` +
        `${subject.metric === null ? "" : `, metric "${subject.metric}"`}, which its header does not describe. ` +
        "The report would lose it; analyse the result file again.",
    );
  }
}

function uniqueAnchors(): (name: string) => string {
  const taken = new Set<string>();
  return (name) => {
    const base = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
    let anchor = base;
    for (let repeat = 2; taken.has(anchor); repeat++) anchor = `${base}-${repeat}`;
    taken.add(anchor);
    return anchor;
  };
}
