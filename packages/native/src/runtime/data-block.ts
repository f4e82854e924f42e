import type { Arena } from "./arena.ts";
import { refuseCorrupt } from "./errors.ts";
import { control, evenTypes, pageShift, runPage, state } from "./layout.ts";
import { returnBlock } from "./returned.ts";
import { classBytes, largestClassBytes, sizeClassOf } from "./size-class.ts";
import type { Slab } from "./slab.ts";

/** The slab that an address lies in. Throws CORRUPT when there is none. */
export function slabAt(arena: Arena, address: number): Slab {
  return arena.slabs[address >>> arena.addressShift] ?? refuseCorrupt(`address ${address} lies in no slab`);
}

/** Index of the first byte of an address in its slab. */
export function byteAt(slab: Slab, address: number): number {
  return ((address - slab.firstAddress) << 3) >>> 0;
}

/** Bytes that the block at `address` holds. Throws CORRUPT when none is there. */
export function blockBytes(arena: Arena, address: number): number {
  const slab = slabAt(arena, address);
  return bytesOfBlock(slab, byteAt(slab, address));
}

/** Bytes that the block at `byte` of a slab holds. Throws CORRUPT when none is there. */
export function bytesOfBlock(slab: Slab, byte: number): number {
  const entry = slab.u32[byte >>> pageShift] as number;
  const kind = entry & 255;
  if (kind === runPage) return (entry >>> 8) * 2 ** pageShift;
  return classBytes[kind - 1] ?? refuseCorrupt(`there is no data block at byte ${byte} of a slab`);
}

/**
 * Refuses a span of more bytes than its block has: what follows reads or writes as many as it says. One check for all
 * elements, so that nothing loops over a length that corrupt memory made up.
 */
export function refuseBeyond(arena: Arena, address: number, bytes: number): void {
  if (bytes <= (address === 0 ? 0 : blockBytes(arena, address))) return;
  refuseCorrupt(`a field of ${bytes} bytes is in a smaller block, at address ${address}`);
}

/** Takes a block of at least `bytes` for a message of type `typeId`, whose slot it marks as owning. Returns its address. */
export function takeBlock(
  arena: Arena,
  slots: Int32Array,
  index: number,
  typeId: number,
  bytes: number,
): number {
  const address =
    bytes > largestClassBytes ? arena.native.allocateRun(bytes) : takeSmall(arena, sizeClassOf(bytes));
  const entry = (index & 65535) << 2;
  slots[entry + 1] = (slots[entry + 1] as number) | state.ownsBlocks;
  countBlock(arena, typeId, 1, blockBytes(arena, address));
  return address;
}

/** Gives back the block at `address`, which belonged to a message of type `typeId`. */
export function releaseBlock(arena: Arena, typeId: number, address: number): void {
  const slab = slabAt(arena, address);
  const byte = byteAt(slab, address);
  const kind = (slab.u32[byte >>> pageShift] as number) & 255;
  countBlock(arena, typeId, -1, -blockBytes(arena, address));
  if (kind === runPage) {
    arena.native.releaseData(address);
    return;
  }
  if (arena.isShared && returnBlock(arena, slab, address, byte >> 2)) return;
  const head = control.dataHeads + kind - 1;
  slab.i32[byte >> 2] = arena.control[head] as number;
  arena.control[head] = address | 0;
}

function takeSmall(arena: Arena, sizeClass: number): number {
  const head = control.dataHeads + sizeClass;
  if (arena.control[head] === 0) arena.native.refillData(sizeClass);
  const address = (arena.control[head] as number) >>> 0;
  const slab = slabAt(arena, address);
  arena.control[head] = slab.i32[byteAt(slab, address) >> 2] as number;
  return address;
}

function countBlock(arena: Arena, typeId: number, blocks: number, bytes: number): void {
  const even = evenTypes(arena.schema.types.length);
  const word = control.ledger + even + typeId;
  arena.control[word] = (arena.control[word] as number) + blocks;
  arena.ledgerBytes[typeId] = (arena.ledgerBytes[typeId] as number) + bytes;
}
