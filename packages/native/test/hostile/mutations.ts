/** Writes to the shared memory of an arena that no correct program makes. */
import type { Arena } from "../../src/index.ts";

/** A whole number from 0 to `bound` − 1. */
export type Below = (bound: number) => number;

/** The memory of an arena, as another thread may have it too. */
export type Memory = {
  readonly control: Int32Array;
  readonly slotChunks: readonly Int32Array[];
  readonly slabs: readonly Int32Array[];
};

export function memoryOf(arena: Arena): Memory {
  const slabs = new Set(arena.slabs.map(({ i32 }) => i32));
  return { control: arena.control, slotChunks: arena.slotChunks, slabs: [...slabs] };
}

/** Slots and bytes of a slab that are likely to be in use. */
const slotsHit = 400;
const slabWordsHit = 60_000;
const pagesHit = 60;

/** Values that are likely to be taken for something: small numbers, addresses, limits, type ids with bits, and any. */
function word(below: Below): number {
  switch (below(10)) {
    case 0:
      return 0;
    case 1:
      return -1;
    case 2:
      return -(2 ** 31);
    case 3:
      return below(64);
    case 4:
      return below(5000);
    case 5:
      return below(2 ** 10) * 256;
    case 6:
      return 1 << below(32);
    case 7:
      return below(200) | (below(16) << 16);
    case 8:
      return (below(2 ** 12) << 8) | below(256);
    default:
      return below(2 ** 32) | 0;
  }
}

/** Writes one word somewhere: control block, slots, page maps, the structs of messages, or anywhere in the slabs. */
export function mutate({ control, slotChunks, slabs }: Memory, below: Below): void {
  const slots = slotChunks[0];
  const slab = slabs[below(slabs.length)];
  if (slots === undefined || slab === undefined) return;
  switch (below(12)) {
    case 0:
      control[below(8)] = word(below);
      return;
    case 1:
      control[16 + below(96)] = word(below);
      return;
    case 2:
      control[112 + below(control.length - 112)] = word(below);
      return;
    case 3:
      slots[below(4 * slotsHit)] = word(below);
      return;
    case 4: // aliases: what one slot says, another says too
      slots[4 * below(slotsHit) + below(4)] = slots[4 * below(slotsHit) + below(4)] ?? 0;
      return;
    case 5:
      slab[below(pagesHit)] = word(below);
      return;
    case 6: // aliases between messages
      slab[below(slabWordsHit)] = slab[below(slabWordsHit)] ?? 0;
      return;
    case 7:
    case 8: {
      // The struct of a message: spans, children, cases, presence.
      const address = slots[4 * below(slotsHit) + 2] ?? 0;
      const target = (address >>> 0) * 2 + below(40);
      if (target < slab.length) slab[target] = word(below);
      return;
    }
    case 9: {
      // A child becomes a message of the table.
      const address = slots[4 * below(slotsHit) + 2] ?? 0;
      const target = (address >>> 0) * 2 + below(40);
      if (target < slab.length) slab[target] = 1 + below(slotsHit);
      return;
    }
    default:
      slab[below(slabWordsHit)] = word(below);
  }
}
