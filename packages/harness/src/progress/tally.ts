import { type CaseDescription, type ForkRecord, type HeaderRecord, plannedForks } from "@strait/results";
import type { RunEvent } from "../run/event.ts";

/** How far a run has come, as its events tell. */
export type Tally = {
  readonly header: HeaderRecord | null;
  /** What is measured at the moment. */
  readonly current: { readonly case: CaseDescription; readonly fork: number } | null;
  /** Resident bytes of the fork that runs, now and at most; null before it was read, and where nothing can. */
  readonly memory: { readonly latest: number; readonly peak: number } | null;
  readonly forks: readonly ForkRecord[];
};

export const emptyTally: Tally = { header: null, current: null, memory: null, forks: [] };

/** The tally after one more event. */
export function advance(tally: Tally, event: RunEvent): Tally {
  switch (event.kind) {
    case "started":
      return { ...emptyTally, header: event.header, forks: event.resumed };
    case "fork-started":
      return { ...tally, current: { case: event.case, fork: event.fork }, memory: null };
    case "memory":
      return { ...tally, memory: event.reading };
    case "fork-ended":
      return { ...tally, current: null, memory: null, forks: [...tally.forks, event.record] };
    default:
      return tally;
  }
}

/** All forks that the run plans, and those that it had besides to narrow an interval. */
export function allForks({ header, forks }: Tally): number {
  return Math.max(forks.length, header === null ? 0 : forksOfRound(header, header.run.forks));
}

/** The forks that are done once every case has had so many rounds, or all that it is to have. */
export function forksOfRound({ cases, run }: HeaderRecord, rounds: number): number {
  return cases.reduce((sum, one) => sum + Math.min(rounds, plannedForks(run, one)), 0);
}

/**
 * Milliseconds that the run will still take: what is left takes as long, on the whole, as what has ended. Null
 * before anything has ended.
 */
export function remainingMilliseconds(tally: Tally): number | null {
  if (tally.forks.length === 0) return null;
  const spent = tally.forks.reduce((sum, fork) => sum + fork.durationMilliseconds, 0);
  return (spent / tally.forks.length) * (allForks(tally) - tally.forks.length);
}
