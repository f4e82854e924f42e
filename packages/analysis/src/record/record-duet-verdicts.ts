/** Verdicts of a duet as records: each with everything that it was drawn from, so that anybody can draw it again. */
import type { VerdictRecord } from "@strait/results";
import type { AnalysedChange, AnalysedChecks, DuetAnalysis } from "../duet/analyse-duet.ts";

/** One record for every verdict of a duet: its checks, then its changes, in the order of the analysis. */
export function recordDuetVerdicts({ header, checks, changes }: DuetAnalysis): VerdictRecord[] {
  const { seed } = header.run;
  return [
    ...checks.map((judged) => recordChecks(judged, seed)),
    ...changes.map((change) => recordChange(change, seed)),
  ];
}

function recordChecks(judged: AnalysedChecks, seed: number): VerdictRecord {
  return {
    record: "verdict",
    scenario: judged.scenario,
    case: judged.case,
    metric: null,
    question: "checks",
    target: null,
    outcome: judged.outcome,
    ratio: null,
    sentence: judged.sentence,
    wouldDecide: null,
    method: "every check of every build in every fork",
    parameters: { forks: judged.forks.length },
    seed,
    warnings: [...judged.warnings],
    inputs: {
      kind: "build-checks",
      forks: judged.forks.map(({ fork, error, checks }) => ({ fork, error, ...checks })),
    },
  };
}

function recordChange(change: AnalysedChange, seed: number): VerdictRecord {
  const { ratio, interval } = change;
  return {
    record: "verdict",
    scenario: change.scenario,
    case: change.case,
    metric: change.metric.name,
    question: "change",
    target: null,
    outcome: change.outcome,
    ratio: ratio === null ? null : { estimate: ratio, interval },
    sentence: change.sentence,
    wouldDecide: change.wouldDecide,
    method: change.method,
    parameters: { ...change.parameters },
    seed,
    warnings: [...change.warnings],
    inputs: {
      kind: "builds",
      metric: change.metric,
      forks: [...change.forks],
      emptyBatch: change.emptyBatch,
    },
  };
}
