import type { Arena } from "./arena.ts";
import { refuseUnsafeInt64, refuseUnsafeUint64 } from "./integer64.ts";
import { keptText } from "./kept-text.ts";
import { MapTable } from "./map-table.ts";
import { asciiFlag, lengthMask, shortLength } from "./short-ascii.ts";
import { readLongText } from "./text.ts";

declare global {
  /** Methods that Node, Bun and Deno have on every Buffer, without the dispatch over encodings of `toString` and `write`. */
  interface Buffer {
    utf8Slice(start: number, end: number): string;
    latin1Slice(start: number, end: number): string;
    utf8Write(text: string, start: number, bytes: number): number;
    latin1Write(text: string, start: number, bytes: number): number;
  }
}

const highUnit = 2 ** 32;
const lowUnit = 2 ** -32;
/** High words outside of which a 64-bit integer may be beyond ±(2⁵³ − 1). */
const largestSafeHigh = 2 ** 21 - 1;

/** One slab of shared memory and the typed arrays over it. Indices are in elements of each array. */
export class Slab {
  declare readonly arena: Arena;
  /**
   * Address of the slab's first byte, in units of 8 bytes, as an int32: what is subtracted from it is cut to 32 bits
   * anyway, and an integer beyond them would be kept as a double, which took 4 ns a view.
   */
  declare readonly firstAddress: number;
  /** How many addresses from there on lie in the slab. */
  declare readonly addresses: number;
  declare readonly u8: Uint8Array;
  declare readonly i32: Int32Array;
  declare readonly u32: Uint32Array;
  declare readonly f32: Float32Array;
  declare readonly f64: Float64Array;
  /** The same bytes as a Buffer, for its string methods. */
  declare readonly buffer: Buffer;
  /** Opened for the map that is at work. */
  declare readonly mapTable: MapTable;

  /** The slab that begins at byte `offset` of `memory` and takes all the rest. */
  constructor(arena: Arena, firstAddress: number, memory: SharedArrayBuffer, offset: number) {
    this.arena = arena;
    this.firstAddress = firstAddress | 0;
    this.u8 = new Uint8Array(memory, offset);
    this.addresses = this.u8.length >>> 3;
    this.i32 = new Int32Array(memory, offset);
    this.u32 = new Uint32Array(memory, offset);
    this.f32 = new Float32Array(memory, offset);
    this.f64 = new Float64Array(memory, offset);
    this.buffer = Buffer.from(memory, offset);
    this.mapTable = new MapTable(this);
  }

  /**
   * Clears `words` words (an even number) from `word` (even). Eight stores a turn take 18 ns for 616 bytes on Node 26,
   * where `fill` takes 41: over shared memory it goes element by element.
   */
  zero(word: number, words: number): void {
    const f64 = this.f64;
    let index = word >> 1;
    const end = index + (words >> 1);
    for (; index + 8 <= end; index += 8) {
      f64[index] = 0;
      f64[index + 1] = 0;
      f64[index + 2] = 0;
      f64[index + 3] = 0;
      f64[index + 4] = 0;
      f64[index + 5] = 0;
      f64[index + 6] = 0;
      f64[index + 7] = 0;
    }
    for (; index < end; index++) f64[index] = 0;
  }

  /**
   * Reads an int64 as a number. Throws UNSAFE_INTEGER beyond ±(2⁵³ − 1), by the name of the field.
   *
   * The low word comes as a fraction of the high one: every step is exact, and fractions keep V8 from adding as 64-bit
   * integers, which it checks for overflow. What refuses returns nothing, or each number would be boxed to meet that
   * result; and it is a method, since one that was never called is no call in machine code but a place to give up: a
   * call in a loop would keep its sums out of registers (3.8 ns a read, against 3.3).
   */
  readInt64(word: number, field: string): number {
    const words = this.i32;
    const high = words[word + 1] as number;
    const low = words[word] as number;
    // One comparison for both ends.
    if ((high + largestSafeHigh) >>> 0 > 2 * largestSafeHigh) this.refuseInt64(word, field);
    return (high + (low >>> 0) * lowUnit) * highUnit;
  }

  /** Reads a uint64 as a number, as {@link readInt64} does. Throws UNSAFE_INTEGER beyond 2⁵³ − 1. */
  readUint64(word: number, field: string): number {
    const high = this.u32[word + 1] as number;
    if (high > largestSafeHigh) this.refuseUint64(word, field);
    return (high + ((this.i32[word] as number) >>> 0) * lowUnit) * highUnit;
  }

  /** Reads the string whose span is at `word`. Throws CORRUPT. */
  readText(word: number): string {
    const address = this.i32[word] as number;
    if (address === 0) return "";
    const flagged = this.i32[word + 1] as number;
    const length = flagged & lengthMask;
    const home = this.arena.slabs[address >>> this.arena.addressShift];
    return flagged < 0 && length <= shortLength && home !== undefined
      ? keptText(home.i32, (address - home.firstAddress) << 1, length)
      : readLongText(this.arena, address, length, flagged < 0);
  }

  /**
   * Writes a string of 1 to 16 ASCII characters into the block that the span at `word` has, four characters to a word and
   * zeros after the last. False when `value` is anything else or there is no block; the span is then as it was, or empty.
   * That is the part of `writeText` that most strings need: as a method with two arguments and without the search for
   * room it takes 28 ns for 12 characters, where the whole, byte by byte, took 36.
   */
  writeShort(word: number, value: string): boolean {
    const address = this.i32[word] as number;
    if (typeof value !== "string" || address === 0) return false;
    const length = value.length;
    const home = this.arena.slabs[address >>> this.arena.addressShift];
    if (length === 0 || length > shortLength || home === undefined) return false;
    const words = home.i32;
    let place = (address - home.firstAddress) << 1;
    let union = 0;
    let position = 0;
    for (; position + 4 <= length; position += 4) {
      const a = value.charCodeAt(position);
      const b = value.charCodeAt(position + 1);
      const c = value.charCodeAt(position + 2);
      const d = value.charCodeAt(position + 3);
      union |= a | b | c | d;
      words[place++] = a | (b << 8) | (c << 16) | (d << 24);
    }
    if (position < length) {
      let last = 0;
      for (let shift = 0; position < length; position++, shift += 8) {
        const character = value.charCodeAt(position);
        union |= character;
        last |= character << shift;
      }
      words[place] = last;
    }
    const isAscii = union <= 127;
    this.i32[word + 1] = isAscii ? length | asciiFlag : 0;
    return isAscii;
  }

  /** Throws UNSAFE_INTEGER if the int64 at `word` is beyond ±(2⁵³ − 1). */
  refuseInt64(word: number, field: string): void {
    refuseUnsafeInt64(this, word, field);
  }

  /** Throws UNSAFE_INTEGER. */
  refuseUint64(word: number, field: string): void {
    refuseUnsafeUint64(this, word, field);
  }
}
