/** Verdicts as records: each with everything that it was drawn from, so that anybody can draw it again. */
import type { ForkRecord, ResultFile, VerdictInputs, VerdictRecord } from "@strait/results";
import { ledgersOf } from "../verdict/ledger-verdict.ts";
import { batchesOf, operationsBetween } from "../verdict/sustained-verdict.ts";
import type { ScenarioAnalysis, Summary, Verdict } from "../verdict/verdict.ts";

/**
 * One record for every verdict of an analysis, in its order.
 *
 * @param file that the analysis is of
 */
export function recordVerdicts(file: ResultFile, analysis: ScenarioAnalysis): VerdictRecord[] {
  return analysis.verdicts.map((verdict) => ({
    record: "verdict",
    scenario: verdict.scenario,
    case: verdict.case,
    metric: verdict.metric,
    question: verdict.question,
    target: verdict.target,
    outcome: verdict.outcome,
    ratio: null,
    sentence: verdict.sentence,
    wouldDecide: verdict.wouldDecide,
    method: verdict.method,
    parameters: { ...verdict.parameters },
    seed: file.header.run.seed,
    warnings: [...verdict.warnings],
    inputs: inputsOf(verdict, file, analysis),
  }));
}

function inputsOf(
  verdict: Verdict,
  { forks }: ResultFile,
  { cases, summaries }: ScenarioAnalysis,
): VerdictInputs {
  const description = cases.find(({ name }) => name === verdict.case);
  const metric = description?.metrics.find(({ name }) => name === verdict.metric);
  const ofCase = forks.filter((fork) => fork.case === verdict.case);
  const { place } = verdict.parameters;
  if (verdict.question === "leak" && metric === undefined && typeof place === "string") {
    return { kind: "ledgers", place, forks: ledgersOf(place, ofCase) };
  }
  if (metric === undefined) {
    const costs = summaries.filter((summary) => summary.case === verdict.case).map(costOf);
    return { kind: "forks", forks: ofCase.map(healthOf), costs };
  }
  if (description?.sustained !== undefined && verdict.target === null) {
    const operationsPerBatch = operationsBetween(metric.name, description.sustained);
    return { kind: "batches", metric, operationsPerBatch, forks: batchesOf(metric.name, ofCase) };
  }
  const own = summaries.filter(
    (summary) => summary.case === verdict.case && summary.metric.name === metric.name,
  );
  return { kind: "fork-medians", metric, sizes: own.map(measurementOf) };
}

function healthOf({ fork, error, checks, warnings, durationMilliseconds, probes }: ForkRecord) {
  return { fork, error, checks, warnings, durationMilliseconds, probes };
}

function costOf({ metric, median, emptyBatch }: Summary) {
  return { metric, median, emptyBatch };
}

function measurementOf({ size, forkMedians, emptyBatch, disturbedShare, warnings }: Summary) {
  return { size, forkMedians: [...forkMedians], emptyBatch, disturbedShare, warnings: [...warnings] };
}
