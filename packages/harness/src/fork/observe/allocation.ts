import type { Allocation } from "@strait/results";
import type { Profile } from "../../profile.ts";

/** Bytes of objects that this isolate has ever allocated. */
export type AllocationMeter = () => number;

/**
 * What two readings may differ by without any work between them: V8 hands out memory in pages of this many bytes, and
 * counts a page when it is handed out.
 */
const page = 262_144;

/** Where a reading of the same work no longer gains from more of it: the page is below a hundredth. */
const enough = 100 * page;

/**
 * Groups of batches beside the one that was large enough, of which the least counts: a collection abandons a page that is
 * hardly used, and what the engine compiles meanwhile counts as well, so that chance only adds.
 */
const furtherGroups = 2;

/** Reads what V8 counts, 0.5 µs a time; null for an engine that does not count, or takes long to. */
export function createAllocationMeter(): AllocationMeter | null {
  // In Bun this function walks through the whole heap.
  if (process.versions["bun"] !== undefined) return null;
  // Loaded where it is wanted, which takes 4 ms: of three forks of a case one counts.
  const { getHeapStatistics } = process.getBuiltinModule("node:v8");
  const read = (): unknown => Reflect.get(getHeapStatistics(), "total_allocated_bytes");
  if (typeof read() !== "number") return null;
  return () => Number(read());
}

/** Repeats a batch, untimed, until the bytes that it allocates are told from the engine's own pages. */
export function measureAllocation(
  batch: () => void,
  operations: number,
  patience: Profile["counting"],
): Allocation | null {
  const meter = createAllocationMeter();
  if (meter === null) return null;
  const start = performance.now();
  const allocatedBy = (batches: number): number => {
    const before = meter();
    for (let count = 0; count < batches; count += 1) batch();
    return meter() - before;
  };
  // Only groups of the last size count: every reading between groups takes a page of its own.
  for (let batches = 1; ; batches *= 2) {
    let allocated = allocatedBy(batches);
    const waitFor = allocated > 4 * page ? patience.howMuch : patience.whether;
    const isOver = () => performance.now() - start >= waitFor;
    if (allocated < enough && !isOver()) continue;
    for (let further = 0; further < furtherGroups && !isOver(); further += 1) {
      allocated = Math.min(allocated, allocatedBy(batches));
    }
    return allocationOf(0, allocated, batches * operations);
  }
}

/** The allocation of work that was seen once, between two readings of a meter. */
export function allocationOf(before: number, after: number, operations: number): Allocation {
  return { bytesPerOperation: Math.max(0, after - before) / operations, resolution: page / operations };
}
