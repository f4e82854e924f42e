/** Draws verdicts again from what their records say they were drawn from. */
import type { Metric, VerdictInputs, VerdictRecord } from "@strait/results";
import { median, medianAbsoluteDeviation } from "../describe/descriptive.ts";
import { medianInterval } from "../describe/median-interval.ts";
import { judgeBuildChecks } from "../duet/build-checks.ts";
import { type BuildChange, judgeChanges } from "../duet/judge-changes.ts";
import { fitScaling } from "../growth/scaling-fit.ts";
import { checkVerdict } from "../verdict/check-verdict.ts";
import { judgeLedgers } from "../verdict/ledger-verdict.ts";
import { scalingVerdict } from "../verdict/scaling-verdict.ts";
import { judgeBatches } from "../verdict/sustained-verdict.ts";
import { targetVerdict } from "../verdict/target-verdict.ts";
import type { Summary } from "../verdict/verdict.ts";

/** What came out again: the outcome, and the estimated ratio where the verdict is about a change. */
export type JudgedAgain = { readonly outcome: VerdictRecord["outcome"]; readonly ratio: number | null };

/**
 * Judges every record of one file again, from its inputs alone, in the same order. Give all of them: of
 * changes, a verdict depends on how many were tested. Whoever doubts a verdict compares the two.
 *
 * @throws RangeError when a record lacks the inputs that its question needs
 * @example judgeAgain(readVerdicts("results/wide.linux-x64-node26.verdicts.jsonl").verdicts)
 */
export function judgeAgain(records: readonly VerdictRecord[]): JudgedAgain[] {
  const changes = records.flatMap(({ inputs }) => (inputs.kind === "builds" ? [inputs] : []));
  const judged = judgeChanges(changes);
  const changed = new Map<VerdictInputs | BuildChange, JudgedAgain>(
    changes.map((change, index) => [
      change,
      { outcome: judged[index]?.outcome ?? "undecided", ratio: judged[index]?.ratio ?? null },
    ]),
  );
  return records.map((record) => changed.get(record.inputs) ?? { outcome: judgeOne(record), ratio: null });
}

function judgeOne({ scenario, case: name, question, target, inputs }: VerdictRecord) {
  if (question === "checks" && inputs.kind === "build-checks") {
    const forks = inputs.forks.map(({ fork, error, ...checks }) => ({ fork, error, checks }));
    return judgeBuildChecks(forks).outcome;
  }
  if (question === "checks" && inputs.kind === "forks") {
    return checkVerdict(scenario, name, inputs.forks, inputs.costs).outcome;
  }
  if (question === "leak" && inputs.kind === "ledgers") {
    return judgeLedgers(inputs.place, inputs.forks).outcome;
  }
  if ((question === "leak" || question === "drift") && inputs.kind === "batches") {
    return judgeBatches(question, inputs.metric.name, inputs.operationsPerBatch, inputs.forks).outcome;
  }
  if (inputs.kind === "fork-medians") {
    const { metric, sizes } = inputs;
    const summaries = sizes.map((size) => summaryOf(scenario, name, metric, size));
    if (question === "target" && target !== null) {
      return targetVerdict(scenario, name, metric, target, summaries).outcome;
    }
    if (question === "scaling") {
      const points = sizes.flatMap(({ size, forkMedians }) => (size === null ? [] : [{ size, forkMedians }]));
      const fit = fitScaling(points);
      return scalingVerdict(scenario, name, metric, fit, summaries).outcome;
    }
  }
  throw new RangeError(
    `the verdict on ${scenario}/${name} ("${question}") does not say what it was drawn from`,
  );
}

type Measurement = Extract<VerdictInputs, { readonly kind: "fork-medians" }>["sizes"][number];

function summaryOf(
  scenario: string,
  caseName: string,
  metric: Metric,
  { size, forkMedians, emptyBatch, disturbedShare, warnings }: Measurement,
): Summary {
  const middle = median(forkMedians);
  return {
    scenario,
    case: caseName,
    metric,
    size,
    forkMedians,
    median: middle,
    interval: medianInterval(forkMedians).interval,
    medianAbsoluteDeviation: medianAbsoluteDeviation(forkMedians),
    // Of samples, which no verdict looks at.
    percentiles: { p50: middle, p90: middle, p99: middle },
    emptyBatch,
    disturbedShare,
    warnings,
  };
}
