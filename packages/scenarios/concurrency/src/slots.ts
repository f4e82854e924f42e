import type { Arena } from "@strait/native";
import { handleIndex, packHandle } from "@strait/native/runtime";

/** Words of a slot and bits of its state, from docs/layout.md. */
const slotWords = 4;
const slotsPerChunk = 65_536;
const live = 1 << 16;
const owned = 1 << 17;

/**
 * How often a message was freed in an arena since it was made: every free raises the generation of its slot by one, whoever
 * does it, and slots begin at a generation of their arena. What workers say of their work is held against it.
 *
 * @param firstGeneration that of the first message that the arena ever had
 */
export function freesOf(arena: Arena, firstGeneration: number): number {
  let frees = 0;
  forEachSlot(arena, (_index, generation) => {
    frees += generation - firstGeneration;
  });
  return frees;
}

/** Handles of all messages that live and have no parent, whoever allocated them. Call it while nobody works on messages. */
export function liveHandles(arena: Arena): number[] {
  const handles: number[] = [];
  forEachSlot(arena, (index, generation, state) => {
    if ((state & live) !== 0 && (state & owned) === 0) handles.push(packHandle(index, generation));
  });
  return handles;
}

/** Byte of the slab at which a live message stands. */
export function byteOf(arena: Arena, handle: number): number {
  const index = handleIndex(handle);
  const address =
    arena.slotChunks[Math.floor(index / slotsPerChunk)]?.[(index % slotsPerChunk) * slotWords + 2] ?? 0;
  return (address >>> 0) * 8;
}

/** Pages of 8 KiB that a shared arena has given to blocks of messages or data. */
export function pagesTaken(arena: Arena): number {
  const slab = arena.slabs[0];
  if (slab === undefined) return 0;
  const pageMap = 125;
  let pages = 0;
  for (let page = 0; page < slab.u8.length / 8192; page++) {
    const kind = (slab.u32[page] ?? 0) & 255;
    if (kind !== 0 && kind !== pageMap) pages++;
  }
  return pages;
}

/** Slots that were never used have generation 0 still. */
function forEachSlot(arena: Arena, visit: (index: number, generation: number, state: number) => void): void {
  for (const [chunk, slots] of arena.slotChunks.entries()) {
    for (let slot = 0; slot < slots.length / slotWords; slot++) {
      const generation = slots[slot * slotWords] ?? 0;
      if (generation !== 0) visit(chunk * slotsPerChunk + slot, generation, slots[slot * slotWords + 1] ?? 0);
    }
  }
}
