/** Fragmentation over the whole of a workload: at its peak, in its steady state, and after everything is freed. */
import { median } from "simple-statistics";
import { backingBytes, contradiction, type MemorySnapshot } from "./memory-snapshot.ts";
import { type SnapshotFragmentation, snapshotFragmentation } from "./snapshot-fragmentation.ts";

export type MemoryTimeline = {
  /** Resident bytes before the workload allocated anything; null where it was not read. */
  readonly residentBefore: number | null;
  /** While the workload runs, in the order of time. */
  readonly during: readonly MemorySnapshot[];
  /** After it freed everything, and whatever the allocator does then was done; null when that was not measured. */
  readonly afterFreeAll: MemorySnapshot | null;
};

export type Fragmentation = {
  /** When most memory is taken from the system; the first time, if there are several. */
  readonly peak: SnapshotFragmentation;
  /** Medians over the second half of the workload: a peak alone tells of its first burst, a steady state hides it. */
  readonly steady: SnapshotFragmentation;
  /** (bytes taken − bytes requested) / bytes requested, at the peak. */
  readonly realised: number | null;
  /** Most bytes taken over most bytes requested, whenever each was: 1 when no byte was ever lost. */
  readonly blowUp: number | null;
  /** Share of the most bytes taken that is kept when all is freed. */
  readonly retention: number | null;
  readonly warnings: readonly string[];
};

/**
 * Sources: Johnstone and Wilson, "The memory fragmentation problem: solved?", ISMM 1998, for what is realised at the
 * peak; Berger et al., "Hoard: a scalable memory allocator for multithreaded applications", ASPLOS 2000, for the
 * blow-up.
 *
 * @returns null when no snapshot of the running workload can be used
 * @example
 * const slab = { bytes: 1000, usedBytes: 500, freeRuns: [500] };
 * const during = [{ requestedBytes: 500, slabs: [slab], residentBytes: null }];
 * const freed = { requestedBytes: 0, slabs: [{ bytes: 250, usedBytes: 0, freeRuns: [250] }], residentBytes: null };
 * fragmentation({ residentBefore: null, during, afterFreeAll: freed }) // realised 1, blowUp 2, retention 0.25
 */
export function fragmentation(timeline: MemoryTimeline): Fragmentation | null {
  const { residentBefore, during, afterFreeAll } = timeline;
  const warnings: string[] = [];
  const sound = during.filter((snapshot, index) => {
    const wrong = contradiction(snapshot);
    if (wrong !== null) warnings.push(`Snapshot ${index + 1} of ${during.length} is left out: ${wrong}.`);
    return wrong === null;
  });
  const [first] = sound;
  if (first === undefined) return null;
  const before = residentBefore !== null && Number.isSafeInteger(residentBefore) ? residentBefore : null;
  if (before !== residentBefore) warnings.push("Resident memory before the workload is no number of bytes.");
  const peak = sound.reduce((most, one) => (backingBytes(one) > backingBytes(most) ? one : most), first);
  const taken = backingBytes(peak);
  const requested = sound.reduce((most, one) => Math.max(most, one.requestedBytes), 0);
  return {
    peak: snapshotFragmentation(peak, before),
    steady: steadyFigures(
      sound.slice(Math.floor(sound.length / 2)).map((snapshot) => snapshotFragmentation(snapshot, before)),
    ),
    realised: peak.requestedBytes === 0 ? null : (taken - peak.requestedBytes) / peak.requestedBytes,
    blowUp: requested === 0 ? null : taken / requested,
    retention: retentionOf(afterFreeAll, taken, warnings),
    warnings,
  };
}

/** Each figure's median over the snapshots that have it. */
function steadyFigures(snapshots: readonly SnapshotFragmentation[]): SnapshotFragmentation {
  const middle = (figure: keyof SnapshotFragmentation) => {
    const values = snapshots.flatMap((snapshot) => snapshot[figure] ?? []);
    return values.length === 0 ? null : median(values);
  };
  return {
    internal: middle("internal"),
    external: middle("external"),
    unreleasable: middle("unreleasable"),
    residentOverhead: middle("residentOverhead"),
  };
}

function retentionOf(after: MemorySnapshot | null, taken: number, warnings: string[]): number | null {
  if (after === null || taken === 0) return null;
  const wrong = contradiction(after);
  if (wrong !== null) warnings.push(`What is kept after everything is freed is unknown: ${wrong}.`);
  if (wrong !== null) return null;
  if (after.requestedBytes > 0) {
    warnings.push(
      `${after.requestedBytes} bytes were not freed, so what is kept is not only the allocator's.`,
    );
  }
  return backingBytes(after) / taken;
}
