import type { ForkRecord, PhaseObservation } from "@strait/results";
import { peakResidentBytes } from "./observe/memory.ts";
import { waitIn } from "./observe/run-queue.ts";
import { contentOf } from "./observe/system-file.ts";

/** Nanoseconds that this thread has waited for a processor since a reading; null where the platform does not say. */
export function readWait(before: number | null = 0): number | null {
  const wait = waitIn(contentOf("/proc/thread-self/schedstat"));
  return wait === null || before === null ? null : wait - before;
}

/**
 * What Linux says about this process and its main thread; null where the platform does not say.
 *
 * @param phases parts of its life, with each of which the highest resident bytes begin anew
 * @param wait nanoseconds that the main thread waited while it measured; all of its life when missing
 */
export function readProbes(
  phases: readonly Pick<PhaseObservation, "peakResidentBytes">[],
  wait: number | null = readWait(),
): ForkRecord["probes"] {
  const peaks = [peakResidentBytes(), ...phases.map((phase) => phase.peakResidentBytes)];
  const known = peaks.filter((peak) => peak !== null);
  return {
    runQueueWaitNanoseconds: wait,
    peakResidentBytes: known.length === 0 ? null : Math.max(...known),
  };
}
