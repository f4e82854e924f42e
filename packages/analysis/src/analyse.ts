/** From one result file to everything that is concluded from it. */
import {
  type CaseDescription,
  type ForkRecord,
  type Metric,
  plannedForks,
  type ResultFile,
} from "@strait/results";
import { compare } from "./comparison/comparison.ts";
import { caseConducts } from "./conduct/case-conduct.ts";
import { noiseFloor } from "./conduct/noise-floor.ts";
import { fitScaling } from "./growth/scaling-fit.ts";
import { observedCases } from "./observed/observed-case.ts";
import { summarise } from "./summary/summarise.ts";
import { sustainedCourses } from "./sustained/sustained-course.ts";
import { checkVerdict } from "./verdict/check-verdict.ts";
import { ledgerVerdicts } from "./verdict/ledger-verdict.ts";
import { scalingVerdict } from "./verdict/scaling-verdict.ts";
import { sustainedVerdicts } from "./verdict/sustained-verdict.ts";
import { targetVerdict } from "./verdict/target-verdict.ts";
import type { ScalingFit, ScenarioAnalysis, Summary, Verdict } from "./verdict/verdict.ts";

/**
 * Summaries, fits and verdicts of a result file, in the order of its header: for every case its checks, then its
 * targets, then how its sized metrics scale, then what its ledgers say, then what it asks of work that goes on for long.
 *
 * Doubtful or missing input never throws: it ends as a warning, or as a verdict that fails or is undecided.
 */
export function analyse(file: ResultFile): ScenarioAnalysis {
  const { header, forks } = file;
  const summaries = summarise(file);
  const unavailable = unavailableCases(file);
  const available = header.cases.filter(({ name }) => !unavailable.some((one) => one.case === name));
  const judged = available.map((description) =>
    judgeCase(
      header.scenario.name,
      description,
      forks.filter((fork) => fork.case === description.name),
      summaries.filter((summary) => summary.case === description.name),
    ),
  );
  return {
    header,
    cases: header.cases,
    unavailable,
    summaries,
    fits: judged.flatMap(({ fits }) => fits),
    comparisons: compare(file),
    conducts: caseConducts(file, summaries),
    observed: observedCases(file),
    sustained: sustainedCourses(file),
    noiseFloor: noiseFloor(forks),
    verdicts: judged.flatMap(({ verdicts }) => verdicts),
    warnings: [...file.warnings, ...planWarnings(file)],
  };
}

type Judged = { readonly fits: readonly ScalingFit[]; readonly verdicts: readonly Verdict[] };

function judgeCase(
  scenario: string,
  description: CaseDescription,
  forks: readonly ForkRecord[],
  summaries: readonly Summary[],
): Judged {
  const { name, metrics } = description;
  const ofMetric = (metric: Metric) => summaries.filter((summary) => summary.metric.name === metric.name);
  const scaled = metrics
    .filter((metric) => metric.size !== undefined)
    .map((metric) => judgeScaling(scenario, name, metric, ofMetric(metric)));
  return {
    fits: scaled.flatMap(({ fits }) => fits),
    verdicts: [
      checkVerdict(scenario, name, forks, summaries),
      ...metrics.flatMap((metric) =>
        metric.targets.map((target) => targetVerdict(scenario, name, metric, target, ofMetric(metric))),
      ),
      ...scaled.flatMap(({ verdicts }) => verdicts),
      ...ledgerVerdicts(scenario, name, forks),
      ...sustainedVerdicts(scenario, description, forks),
    ],
  };
}

function judgeScaling(
  scenario: string,
  caseName: string,
  metric: Metric,
  summaries: readonly Summary[],
): Judged {
  const points = summaries.flatMap(({ size, forkMedians }) => (size === null ? [] : [{ size, forkMedians }]));
  const fit = fitScaling(points);
  const verdicts = [scalingVerdict(scenario, caseName, metric, fit, summaries)];
  return "refusal" in fit
    ? { fits: [], verdicts }
    : { fits: [{ scenario, case: caseName, metric, ...fit }], verdicts };
}

/** Cases that said, in the first fork that they had, that they cannot be measured here. */
function unavailableCases({ header, forks }: ResultFile): ScenarioAnalysis["unavailable"] {
  return header.cases.flatMap(({ name }) => {
    const reason = forks.find((fork) => fork.case === name)?.unavailable;
    return reason === undefined ? [] : [{ case: name, reason }];
  });
}

/** Cases that have fewer records than the run planned: it was cut short, or resumed and not yet done. */
function planWarnings({ header, forks }: ResultFile): string[] {
  return header.cases.flatMap((description) => {
    const { name } = description;
    if (forks.some((fork) => fork.case === name && fork.unavailable !== undefined)) return [];
    const planned = plannedForks(header.run, description);
    const count = forks.filter((fork) => fork.case === name).length;
    return count < planned ? [`Case ${name}: ${count} of ${planned} planned forks are in the file.`] : [];
  });
}
