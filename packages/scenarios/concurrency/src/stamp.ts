import type { WorkItem } from "@strait/native/stress/concurrency";

/** A checksum over who made an item and which one it is; never 0, which a fresh message holds. */
export function sealOf(id: number, owner: number): number {
  return (Math.imul(id ^ Math.imul(owner + 1, 0x9e3779b1), 0x85ebca6b) | 1) >>> 0;
}

/** Writes what an item holds: its number, its maker, and last the seal over both. */
export function stamp(item: WorkItem, id: number, owner: number): void {
  item.id = id;
  item.owner = owner;
  item.attemptCount = sealOf(id, owner);
}

/** Whether an item holds what one maker wrote, all of it. */
export function isWhole(item: WorkItem): boolean {
  return item.attemptCount === sealOf(item.id, item.owner);
}
