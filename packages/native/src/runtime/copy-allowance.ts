import type { Arena } from "./arena.ts";
import { refuseCorrupt } from "./errors.ts";

/**
 * A copy of a whole message, list or map may take as many bytes as the arena has. In a correct arena every byte belongs to
 * one owner, so that no copy comes near. Where memory is corrupt, many references may lead to the same long string or the
 * same subtree, and a few KiB would become gigabytes of JavaScript's heap, which ends the process.
 */
export function beginCopy(arena: Arena): void {
  arena.copyAllowance[0] = arena.memoryBytes;
}

/** Counts what goes into the copy that has begun. Throws CORRUPT when it is more than there can be. */
export function countCopied(arena: Arena, bytes: number): void {
  deductCopied(arena, bytes);
  refuseOvercopied(arena);
}

/** Counts what may be part of a copy; reads of single fields come here, too, and are not refused. */
export function deductCopied(arena: Arena, bytes: number): void {
  arena.copyAllowance[0] = (arena.copyAllowance[0] as number) - bytes;
}

/** Throws CORRUPT when the copy takes more than its allowance. */
export function refuseOvercopied({ copyAllowance }: Arena): void {
  if ((copyAllowance[0] as number) >= 0) return;
  refuseCorrupt(
    "a copy of a message would hold more bytes than the arena, so the same bytes have several owners",
  );
}
