import type { Arena } from "./arena.ts";
import { control } from "./layout.ts";
import type { Slab } from "./slab.ts";

/** Shift from an address, in units of 8 bytes, to its page of 8 KiB. */
const unitPageShift = 10;

/** The member to which the blocks of an address's page return. */
function memberAt(slab: Slab, address: number): number {
  return (slab.u32[(address - slab.firstAddress) >>> unitPageShift] as number) >>> 24;
}

/**
 * Gives a slot whose message ended back to the member of a shared arena that took its page, if that is another one than
 * this thread. Returns whether it was.
 */
export function returnSlot(
  arena: Arena,
  slots: Int32Array,
  entry: number,
  index: number,
  typeId: number,
): boolean {
  const address = (slots[entry + 2] as number) >>> 0;
  const slab = arena.slabs[address >>> arena.addressShift];
  // Corrupt; whoever takes the slot next finds out.
  if (slab === undefined) return false;
  const owner = memberAt(slab, address);
  if (owner === arena.member) return false;
  const block = arena.controls[owner];
  if (block === undefined) return false;
  slots[entry + 1] = 0;
  push(block, control.returnedSlots, slots, entry + 3, index);
  const counter = control.ledger + typeId;
  arena.control[counter] = (arena.control[counter] as number) - 1;
  return true;
}

/** The same for a data block in `slab`, whose first word, at index `word`, links the list. */
export function returnBlock(arena: Arena, slab: Slab, address: number, word: number): boolean {
  const owner = memberAt(slab, address);
  if (owner === arena.member) return false;
  const block = arena.controls[owner];
  if (block === undefined) return false;
  push(block, control.returnedData, slab.i32, word, address | 0);
  return true;
}

/** Pushes to a list that other threads push to, and that its member takes as a whole. */
function push(block: Int32Array, head: number, links: Int32Array, link: number, item: number): void {
  let before = Atomics.load(block, head);
  for (;;) {
    links[link] = before;
    const seen = Atomics.compareExchange(block, head, before, item);
    if (seen === before) return;
    before = seen;
  }
}
