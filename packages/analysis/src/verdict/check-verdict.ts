/** Did a case do what it must, in every fork? Nothing statistical: one failure is a failure. */
import type { Check, ForkRecord } from "@strait/results";
import { describeIdleness, mayHaveDoneNoWork, provingWork } from "../summary/empty-batch.ts";
import { type ForkHealth, forkWarnings } from "../summary/fork-health.ts";
import type { Summary, Verdict } from "./verdict.ts";

/** What is judged of a cost: whether it is one. */
export type Cost = Pick<Summary, "metric" | "median" | "emptyBatch">;

/** What is judged of a fork. */
export type CheckedFork = ForkHealth & Pick<ForkRecord, "checks" | "warnings">;

/**
 * Fails when a check failed or a fork ended with an error, and when no fork completed at all. Undecided when a cost is so
 * close to that of no work that nothing proves there was any.
 *
 * @param forks every record of the case
 * @param summaries of its metrics
 */
export function checkVerdict(
  scenario: string,
  caseName: string,
  forks: readonly CheckedFork[],
  summaries: readonly Cost[] = [],
): Verdict {
  const idle = summaries.find((summary) => mayHaveDoneNoWork(summary.median, summary.emptyBatch));
  const completed = forks.filter((fork) => fork.error === null);
  const checks = forks.flatMap((fork) => fork.checks.map((check) => ({ fork, check })));
  const failed = checks.filter(({ check }) => !check.passed);
  const reasons = [
    ...failedChecks(
      failed.map(({ check }) => check),
      forks.length,
    ),
    ...errors(forks),
  ];
  if (completed.length === 0) reasons.push("No fork completed.");
  const ownWarnings = Map.groupBy(
    forks.flatMap((fork) => [...new Set(fork.warnings)]),
    (warning) => warning,
  );
  return {
    scenario,
    case: caseName,
    metric: null,
    question: "checks",
    target: null,
    ...concluded(reasons, idle, () =>
      success(
        completed.length,
        checks.map(({ check }) => check),
      ),
    ),
    method: "every check of every fork",
    parameters: {
      forks: forks.length,
      completed: completed.length,
      checks: checks.length,
      failed: failed.length,
    },
    warnings: [
      ...forkWarnings(forks),
      ...[...ownWarnings].map(([warning, { length }]) => `${warning} (${length} of ${forks.length} forks)`),
    ],
  };
}

function concluded(
  reasons: readonly string[],
  idle: Cost | undefined,
  success: () => string,
): Pick<Verdict, "outcome" | "sentence" | "wouldDecide"> {
  if (reasons.length > 0) return { outcome: "fails", sentence: reasons.join(" "), wouldDecide: null };
  if (idle === undefined) return { outcome: "holds", sentence: success(), wouldDecide: null };
  const sentence = `${idle.metric.title}: ${describeIdleness(idle)}.`;
  return { outcome: "undecided", sentence, wouldDecide: provingWork };
}

/** One sentence a check that failed, with the detail of its first failure. */
function failedChecks(failed: readonly Check[], forks: number): string[] {
  return [...Map.groupBy(failed, (check) => check.name)].map(([name, [first, ...others]]) => {
    const count = others.length === 0 ? "once" : `${others.length + 1} times`;
    return `Check “${name}” failed ${count} in ${countForks(forks)}: ${endSentence(first?.detail ?? "")}`;
  });
}

/** One sentence a kind of error. */
function errors(forks: readonly CheckedFork[]): string[] {
  const failed = forks.flatMap(({ fork, error }) => (error === null ? [] : [{ fork, error }]));
  return [...Map.groupBy(failed, ({ error }) => error)].map(([error, group]) => {
    const numbers = group.map(({ fork }) => fork).join(", ");
    return `${group.length === 1 ? "Fork" : "Forks"} ${numbers} of ${forks.length} failed: ${endSentence(error)}`;
  });
}

/** What was checked is named with what was seen, as far as all forks saw the same. */
function success(completed: number, checks: readonly Check[]): string {
  if (checks.length === 0)
    return `${countForks(completed)} completed without an error; the case makes no checks.`;
  const seen = [...Map.groupBy(checks, ({ name }) => name)].map(([name, group]) => {
    const details = new Set(group.map(({ detail }) => detail));
    const [detail = ""] = details;
    return details.size === 1 && detail !== "" ? `${name} (${detail})` : name;
  });
  return `${countForks(completed)} completed and all ${checks.length} checks passed: ${endSentence(seen.join("; "))}`;
}

function countForks(count: number): string {
  return count === 1 ? "1 fork" : `${count} forks`;
}

function endSentence(text: string): string {
  const trimmed = text.trim();
  return /[.!?]$/.test(trimmed) ? trimmed : `${trimmed || "no detail was given"}.`;
}
