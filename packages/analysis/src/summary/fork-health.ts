/** What went wrong or was unquiet while forks ran, as sentences for the reader. */
import type { ForkRecord } from "@strait/results";
import { formatPercent } from "../verdict/quantity.ts";

/** What tells whether a fork ran well, in a run or in a duet. */
export type ForkHealth = Pick<ForkRecord, "fork" | "error" | "probes" | "durationMilliseconds">;

/** A fork that waited for a processor for more than this share of its time was disturbed. */
export const disturbedShare = 0.05;

/** Share of its duration that a fork was ready to run but did not, or null when the platform does not say. */
export function waitingShare({ probes, durationMilliseconds }: ForkHealth): number | null {
  const waited = probes.runQueueWaitNanoseconds;
  return waited === null || durationMilliseconds <= 0 ? null : waited / (durationMilliseconds * 1e6);
}

/**
 * Warnings about the forks of one case: those that failed (they are left out), and those that were disturbed (they
 * stay in, for a median bears a few).
 */
export function forkWarnings(forks: readonly ForkHealth[]): string[] {
  const warnings: string[] = [];
  const failed = forks.filter((fork) => fork.error !== null);
  const [firstFailed] = failed;
  if (firstFailed !== undefined) {
    const count = `${failed.length} of ${forks.length} forks failed and ${failed.length === 1 ? "is" : "are"} left out`;
    warnings.push(`${count}: fork ${firstFailed.fork}: ${firstFailed.error}`);
  }
  const shares = forks.map((fork) => waitingShare(fork) ?? 0);
  const disturbed = shares.filter((share) => share > disturbedShare);
  if (disturbed.length > 0) {
    warnings.push(
      `${disturbed.length} of ${forks.length} forks ${disturbed.length === 1 ? "was" : "were"} disturbed: waited for ` +
        `a processor for up to ${formatPercent(Math.max(...disturbed))} of the time.`,
    );
  }
  return warnings;
}
