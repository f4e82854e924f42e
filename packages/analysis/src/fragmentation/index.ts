/** Apart from the rest, because measuring processes load it: it needs nothing but a median. */
export { type Fragmentation, fragmentation, type MemoryTimeline } from "./fragmentation.ts";
export type { MemorySnapshot, SlabSnapshot } from "./memory-snapshot.ts";
export { type SnapshotFragmentation, snapshotFragmentation } from "./snapshot-fragmentation.ts";
