/** How much memory is lost at one moment, and to what. Shares lie in 0 … 1; null where there is nothing to share. */
import { backingBytes, type MemorySnapshot, slotBytes } from "./memory-snapshot.ts";

export type SnapshotFragmentation = {
  /** Share of the slots in use that nobody asked for: 1 − requested / slot bytes. */
  readonly internal: number | null;
  /** Share of the free memory that is not in its largest stretch: 1 − largest free run / all free. */
  readonly external: number | null;
  /** Free bytes in slabs that are partly used, which cannot be given back, as a share of all slabs. */
  readonly unreleasable: number | null;
  /** Resident memory beyond what was requested, as a multiple of it; the process's own memory is not counted. */
  readonly residentOverhead: number | null;
};

/**
 * Internal and external fragmentation: Randell, "A note on storage fragmentation and program segmentation",
 * Communications of the ACM 12 (1969).
 *
 * @param snapshot without contradictions
 * @param residentBefore resident bytes of the process before it allocated anything; null where it was not read
 * @example
 * const slab = { bytes: 1000, usedBytes: 500, freeRuns: [400, 100] };
 * snapshotFragmentation({ requestedBytes: 400, slabs: [slab], residentBytes: null }, null)
 * // internal 0.2, external 0.2, unreleasable 0.5
 */
export function snapshotFragmentation(
  snapshot: MemorySnapshot,
  residentBefore: number | null,
): SnapshotFragmentation {
  const { requestedBytes, residentBytes, slabs } = snapshot;
  const runs = slabs.flatMap(({ freeRuns }) => freeRuns);
  const free = runs.reduce((sum, run) => sum + run, 0);
  const largest = runs.reduce((most, run) => Math.max(most, run), 0);
  const stuck = slabs
    .filter(({ usedBytes }) => usedBytes > 0)
    .reduce((sum, { bytes, usedBytes }) => sum + bytes - usedBytes, 0);
  const resident = residentBytes === null || residentBefore === null ? null : residentBytes - residentBefore;
  return {
    internal: complement(requestedBytes, slotBytes(snapshot)),
    external: complement(largest, free),
    unreleasable: share(stuck, backingBytes(snapshot)),
    residentOverhead: resident === null ? null : share(resident - requestedBytes, requestedBytes),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function complement(part: number, whole: number): number | null {
  return whole === 0 ? null : 1 - part / whole;
}
