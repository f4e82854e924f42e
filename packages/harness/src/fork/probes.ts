import type { ForkRecord, PhaseObservation } from "@strait/results";
import { peakResidentBytes } from "./observe/memory.ts";
import { waitIn } from "./observe/run-queue.ts";
import { contentOf } from "./observe/system-file.ts";

/** Nanoseconds that this thread has waited for a processor so far; null where the platform does not say. */
export function readWait(): number | null {
  return waitIn(contentOf("/proc/thread-self/schedstat"));
}

/**
 * What Linux says about this process and its main thread; null where the platform does not say.
 *
 * @param phases parts of its life, with each of which the highest resident bytes begin anew
 * @param waitBefore what `readWait` gave when the fork's turn began: its waits before that disturbed no measurement
 */
export function readProbes(
  phases: readonly Pick<PhaseObservation, "peakResidentBytes">[],
  waitBefore: number | null = 0,
): ForkRecord["probes"] {
  const wait = readWait();
  const peaks = [peakResidentBytes(), ...phases.map((phase) => phase.peakResidentBytes)];
  const known = peaks.filter((peak) => peak !== null);
  return {
    runQueueWaitNanoseconds: wait === null || waitBefore === null ? null : wait - waitBefore,
    peakResidentBytes: known.length === 0 ? null : Math.max(...known),
  };
}
