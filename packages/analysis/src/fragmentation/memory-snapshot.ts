/** What an allocator holds at one moment. */

export type SlabSnapshot = {
  readonly bytes: number;
  /** Bytes of slots that are in use. */
  readonly usedBytes: number;
  /** Length in bytes of each stretch of free memory, in any order; together at most `bytes` − `usedBytes`. */
  readonly freeRuns: readonly number[];
};

export type MemorySnapshot = {
  /** Bytes that live objects asked for. */
  readonly requestedBytes: number;
  /** What the allocator took from the system. Slots in use, over all slabs, hold what was requested. */
  readonly slabs: readonly SlabSnapshot[];
  /** The process's memory in RAM; null where it was not read. */
  readonly residentBytes: number | null;
};

/** Bytes taken from the system. */
export function backingBytes({ slabs }: MemorySnapshot): number {
  return slabs.reduce((sum, { bytes }) => sum + bytes, 0);
}

/** Bytes of slots in use. */
export function slotBytes({ slabs }: MemorySnapshot): number {
  return slabs.reduce((sum, { usedBytes }) => sum + usedBytes, 0);
}

/**
 * Why a snapshot cannot be right, in a few words, or null.
 *
 * @example contradiction({ requestedBytes: 9, slabs: [], residentBytes: null }) // "more is requested than slots hold"
 */
export function contradiction(snapshot: MemorySnapshot): string | null {
  const { requestedBytes, residentBytes, slabs } = snapshot;
  const counts = [
    requestedBytes,
    residentBytes ?? 0,
    ...slabs.flatMap(({ bytes, usedBytes, freeRuns }) => [bytes, usedBytes, ...freeRuns]),
  ];
  if (!counts.every((count) => Number.isSafeInteger(count) && count >= 0)) {
    return "a count of bytes is not a whole number from zero";
  }
  if (requestedBytes > slotBytes(snapshot)) return "more is requested than slots hold";
  const overfull = slabs.some(
    ({ bytes, usedBytes, freeRuns }) => usedBytes + freeRuns.reduce((sum, run) => sum + run, 0) > bytes,
  );
  return overfull ? "a slab holds more than its bytes" : null;
}
