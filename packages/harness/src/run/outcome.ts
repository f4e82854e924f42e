import type { ForkRecord, HeaderRecord } from "@strait/results";

/** What a run left behind. */
export type RunOutcome = {
  /** "interrupted": the forks that had ended are kept, the others are missing. */
  readonly status: "complete" | "interrupted";
  readonly path: string;
  readonly header: HeaderRecord;
  readonly forks: readonly ForkRecord[];
};

/** Whether a fork is reason enough for the run to fail: it could not be measured, or a check did not pass. */
export function hasFailed(fork: ForkRecord): boolean {
  return fork.error !== null || fork.checks.some(({ passed }) => !passed);
}

/** 0 when all was measured and correct, 1 when a fork or a check failed, 3 when the run was cut short. */
export function exitCodeOf(outcome: RunOutcome): 0 | 1 | 3 {
  if (outcome.status === "interrupted") return 3;
  return outcome.forks.some(hasFailed) ? 1 : 0;
}
