import type { MemorySnapshot } from "@strait/analysis/fragmentation";
import type { MemoryUse } from "@strait/native/runtime";

/**
 * What an arena holds, as the formulas of analysis want it. A "slab" there is what can be given back as a whole: a span,
 * a run of pages, a stretch of free pages. Page maps, slots and control blocks are held, but are nobody's slot.
 *
 * @param requestedBytes what live messages asked for
 */
export function snapshotOf(
  { extents, pageMapBytes, slotBytes, controlBytes }: MemoryUse,
  requestedBytes: number,
  residentBytes: number | null,
): MemorySnapshot {
  return {
    requestedBytes,
    residentBytes,
    slabs: [
      ...extents.map(({ bytes, usedBytes, freeRuns }) => ({ bytes, usedBytes, freeRuns })),
      { bytes: pageMapBytes + slotBytes + controlBytes, usedBytes: 0, freeRuns: [] },
    ],
  };
}
