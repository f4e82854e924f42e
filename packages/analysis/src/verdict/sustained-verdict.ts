/** Does work that goes on for long leak, and does it degrade? Forks are judged one by one, and must agree. */
import type { CaseDescription, ForkRecord, Sustained } from "@strait/results";
import type { LeakFinding } from "../leak/leak-finding.ts";
import { memoryLeak } from "../leak/memory-leak.ts";
import type { MemorySource } from "../leak/memory-readings.ts";
import { sustainedLoad } from "../sustained/sustained-load.ts";
import type { Finding } from "./finding.ts";
import type { Outcome, Verdict } from "./verdict.ts";

/**
 * Verdicts on what a sustained case asks: one on the drift of its time, one each on the growth of heap and resident
 * memory. None for a case that asks nothing.
 *
 * @param forks every record of the case
 */
export function sustainedVerdicts(
  scenario: string,
  { name, metrics, sustained }: CaseDescription,
  forks: readonly ForkRecord[],
): Verdict[] {
  if (sustained === undefined) return [];
  const verdict = (metric: string, question: "leak" | "drift", finding: Finding): Verdict => {
    const { outcome, sentence, wouldDecide, method, parameters, warnings } = finding;
    return {
      scenario,
      case: name,
      metric,
      question,
      target: null,
      outcome,
      sentence: `${metrics.find((one) => one.name === metric)?.title ?? metric}: ${sentence}`,
      wouldDecide,
      method,
      parameters,
      warnings,
    };
  };
  const judge = (metric: string, question: "leak" | "drift") =>
    verdict(
      metric,
      question,
      judgeBatches(question, metric, operationsBetween(metric, sustained), batchesOf(metric, forks)),
    );
  const time = metrics[0]?.name ?? "";
  const { questions } = sustained;
  return [
    ...(questions.includes("drift") ? [judge(time, "drift")] : []),
    ...(questions.includes("leak") ? sources.map((source) => judge(source, "leak")) : []),
  ];
}

/** As the metrics are named, too. */
const sources: readonly MemorySource[] = ["heap", "resident"];

/** Operations from one sample of a metric to the next: memory may be read less often than batches are timed. */
export function operationsBetween(
  metric: string,
  { operationsPerBatch, batchesPerReading = 1 }: Sustained,
): number {
  return operationsPerBatch * (sources.some((source) => source === metric) ? batchesPerReading : 1);
}

/** The samples of one metric in every completed fork, in the order of time. */
export function batchesOf(metric: string, forks: readonly ForkRecord[]): number[][] {
  return forks
    .filter(({ error }) => error === null)
    .flatMap(({ series }) => series.filter((one) => one.metric === metric).map(({ samples }) => samples));
}

/**
 * Judges the batches of all forks: of a cost whether it rises, of memory whether it grows.
 *
 * @param metric "heap" or "resident" for the question "leak"
 */
export function judgeBatches(
  question: "leak" | "drift",
  metric: string,
  operationsPerBatch: number,
  forks: readonly (readonly number[])[],
): Finding {
  if (question === "drift") return sustainedLoad(forks);
  return agreeOnLeak(metric === "heap" ? "heap" : "resident", operationsPerBatch, forks);
}

/** More than half of the forks decide: one fork may be disturbed, or grow by a page or two. */
function agreeOnLeak(
  source: MemorySource,
  operationsPerBatch: number,
  forks: readonly (readonly number[])[],
): Finding {
  const findings = forks.map((bytes) => memoryLeak({ source, operationsPerBatch, bytes }));
  const [first] = findings;
  if (first === undefined) {
    return {
      outcome: "undecided",
      sentence: "No completed fork read it.",
      wouldDecide: "A fork that completes.",
      method: "none",
      parameters: {},
      warnings: [],
    };
  }
  const outcome = majority(findings);
  // Of those that say so, the one in the middle speaks for all.
  const agreeing = findings
    .filter((finding) => finding.outcome === outcome)
    .sort((one, other) => (one.bytesPerOperation ?? 0) - (other.bytesPerOperation ?? 0));
  const typical = agreeing[agreeing.length >> 1] ?? first;
  const count = `${agreeing.length} of ${findings.length} ${findings.length === 1 ? "fork" : "forks"}`;
  return {
    ...typical,
    outcome,
    sentence: `${typical.sentence} (${count})`,
    wouldDecide:
      outcome === "undecided" ? (typical.wouldDecide ?? "More forks: those there are do not agree.") : null,
    parameters: { ...typical.parameters, forks: findings.length },
    warnings: [...new Set(findings.flatMap(({ warnings }) => warnings))],
  };
}

function majority(findings: readonly LeakFinding[]): Outcome {
  const decided: readonly Outcome[] = ["fails", "holds"];
  const agrees = (outcome: Outcome) =>
    findings.filter((finding) => finding.outcome === outcome).length > findings.length / 2;
  return decided.find(agrees) ?? "undecided";
}
