import type { Arena } from "./arena.ts";
import { deductCopied } from "./copy-allowance.ts";
import { blockBytes, byteAt, releaseBlock, slabAt, takeBlock } from "./data-block.ts";
import { ArenaError, refuseCorrupt, refuseType } from "./errors.ts";
import { asciiFlag, lengthMask, shortLength } from "./short-ascii.ts";
import type { Slab } from "./slab.ts";

/** Reads a string of `length` bytes from `address` on, whatever its length and characters. Throws CORRUPT. */
export function readLongText(arena: Arena, address: number, length: number, isAscii: boolean): string {
  const home = slabAt(arena, address);
  const start = byteAt(home, address);
  if (start + length > home.u8.length) refuseCorrupt("a string reaches beyond its slab");
  deductCopied(arena, length);
  return isAscii
    ? home.buffer.latin1Slice(start, start + length)
    : home.buffer.utf8Slice(start, start + length);
}

/**
 * Writes a string into the span at `word` of the message in slot `index`, reusing the block that is there if it is
 * large enough. Lone surrogates become U+FFFD, as in every UTF-8 encoder of JavaScript. Throws INVALID_VALUE for what is
 * no string, by the name of the field, and OUT_OF_MEMORY; the span then holds what it held, or is empty.
 */
export function writeText(
  slab: Slab,
  slots: Int32Array,
  index: number,
  word: number,
  value: string,
  typeId: number,
  field: string,
): void {
  checkText(value, field);
  const length = value.length;
  if (length === 0) {
    clearSpan(slab, word, typeId);
    return;
  }
  if (length <= shortLength) {
    // Every block holds a short string.
    if (slab.u32[word] === 0) prepareBlock(slab, slots, index, word, length, typeId);
    if (slab.writeShort(word, value)) return;
  }
  const bytes = Buffer.byteLength(value, "utf8");
  const home = prepareBlock(slab, slots, index, word, bytes, typeId);
  const start = byteAt(home, slab.u32[word] as number);
  if (bytes === length) home.buffer.latin1Write(value, start, bytes);
  else home.buffer.utf8Write(value, start, bytes);
  slab.u32[word + 1] = bytes === length ? bytes + asciiFlag : bytes;
}

/** Reads the bytes whose span is at `word`, as a copy. */
export function readBlob(slab: Slab, word: number): Uint8Array {
  const address = slab.u32[word] as number;
  if (address === 0) return new Uint8Array(0);
  const home = slabAt(slab.arena, address);
  const start = byteAt(home, address);
  const length = (slab.u32[word + 1] as number) & lengthMask;
  deductCopied(slab.arena, length);
  return home.u8.slice(start, start + length);
}

/**
 * Writes bytes into the span at `word`, reusing its block if that is large enough. Throws INVALID_VALUE for what is no
 * Uint8Array, and OUT_OF_MEMORY; the span then holds what it held.
 */
export function writeBlob(
  slab: Slab,
  slots: Int32Array,
  index: number,
  word: number,
  value: Uint8Array,
  typeId: number,
): void {
  checkBlob(value, "bytes");
  if (value.length === 0) {
    clearSpan(slab, word, typeId);
    return;
  }
  // Bit 31 of the length is no part of it.
  if (value.length > lengthMask) {
    throw new ArenaError(
      "OUT_OF_MEMORY",
      `a value of ${value.length} bytes is too large; the limit of one field is 2 GiB less one byte`,
    );
  }
  const home = prepareBlock(slab, slots, index, word, value.length, typeId);
  home.u8.set(value, byteAt(home, slab.u32[word] as number));
  slab.u32[word + 1] = value.length;
}

/** Throws INVALID_VALUE for what is no string. */
export function checkText(value: string, field: string): void {
  if (typeof value !== "string") refuseType(field, "string", value);
}

/** Throws INVALID_VALUE for what is no Uint8Array; one of another realm is. */
export function checkBlob(value: Uint8Array, field: string): void {
  if (value instanceof Uint8Array) return;
  if (Object.prototype.toString.call(value) !== "[object Uint8Array]" || !ArrayBuffer.isView(value)) {
    refuseType(field, "Uint8Array", value);
  }
}

/** Gives back the block of a span of bytes or scalars and leaves it empty. */
export function clearSpan(slab: Slab, word: number, typeId: number): void {
  const address = slab.u32[word] as number;
  if (address === 0) return;
  slab.u32[word] = 0;
  slab.u32[word + 1] = 0;
  releaseBlock(slab.arena, typeId, address);
}

/**
 * Makes sure that the span has a block of at least `bytes`; what it held is lost, unless there is no memory for more.
 * Returns the block's slab.
 */
function prepareBlock(
  slab: Slab,
  slots: Int32Array,
  index: number,
  word: number,
  bytes: number,
  typeId: number,
): Slab {
  const arena = slab.arena;
  const old = slab.u32[word] as number;
  if (old !== 0 && blockBytes(arena, old) >= bytes) return slabAt(arena, old);
  const address = takeBlock(arena, slots, index, typeId, bytes);
  slab.u32[word] = address;
  slab.u32[word + 1] = 0;
  if (old !== 0) releaseBlock(arena, typeId, old);
  return slabAt(arena, address);
}
