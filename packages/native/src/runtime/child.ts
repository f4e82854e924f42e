import type { Arena } from "./arena.ts";
import { byteAt, slabAt } from "./data-block.ts";
import { slotWords, state } from "./layout.ts";
import type { MessageClass, MessageType } from "./message-type.ts";
import type { Slab } from "./slab.ts";
import type { MessageView } from "./view.ts";

/** Allocates a cleared message of `type` that the message in slot `parent` owns. Returns its slot index. */
export function takeChild(arena: Arena, parentSlots: Int32Array, parent: number, type: MessageType): number {
  const child = arena.takeSlot(type.sizeClass, type.id);
  const slots = arena.slotChunks[child >>> 16] as Int32Array;
  const entry = (child & 65535) * slotWords;
  slots[entry + 1] = (slots[entry + 1] as number) | state.owned;
  slots[entry + 3] = parent;
  const parentEntry = (parent & 65535) * slotWords;
  parentSlots[parentEntry + 1] = (parentSlots[parentEntry + 1] as number) | state.ownsBlocks;
  const address = (slots[entry + 2] as number) >>> 0;
  const slab = slabAt(arena, address);
  slab.zero(byteAt(slab, address) >> 2, type.size >> 2);
  return child;
}

/**
 * Allocates a message of the view's type that the message in slot `parent` owns, with the content of `init`. It belongs
 * to nothing yet: the caller stores the slot index that is returned, or gives it to {@link discardChild}. When `init` is
 * refused, nothing is left behind.
 */
export function makeChild<View extends MessageView & { assign(init: Init): unknown }, Init>(
  arena: Arena,
  parentSlots: Int32Array,
  parent: number,
  view: MessageClass<View>,
  init: Init,
): NewChild {
  const index = takeChild(arena, parentSlots, parent, view.type);
  const child = view.ofSlot(arena, index);
  const made = { index, generation: child.$generation };
  try {
    child.assign(init);
  } catch (error) {
    discardChild(arena, made);
    throw error;
  }
  return made;
}

/** A message that {@link makeChild} made. */
export type NewChild = { readonly index: number; readonly generation: number };

/** Frees a message that was made and found no place, unless a reset has freed it already. */
export function discardChild(arena: Arena, { index, generation }: NewChild): void {
  const slots = arena.slotChunks[index >>> 16];
  if (slots?.[(index & 65535) * slotWords] === generation) arena.native.releaseOwned(index);
}

/** The slot of the sub-message referred to at `word`, which is created if absent. */
export function ensureChild(
  slab: Slab,
  slots: Int32Array,
  index: number,
  word: number,
  type: MessageType,
): number {
  const present = slab.u32[word] as number;
  if (present !== 0) return present;
  const child = takeChild(slab.arena, slots, index, type);
  slab.u32[word] = child;
  return child;
}

/** Frees the sub-message referred to at `word`, if there is one. Throws LENT, with nothing changed. */
export function clearChild(slab: Slab, word: number): void {
  const child = slab.u32[word] as number;
  if (child === 0) return;
  // In this order, so that a thread that ends in between leaves no reference to a message that is gone.
  slab.u32[word] = 0;
  try {
    slab.arena.native.releaseOwned(child);
  } catch (error) {
    // It is lent and stays where it is.
    slab.u32[word] = child;
    throw error;
  }
}
