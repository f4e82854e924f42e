import { bytesOfBlock } from "./data-block.ts";
import { ArenaError } from "./errors.ts";
import { hashKey, hashWanted, isWanted, type KeyForm, wanted } from "./map-key.ts";
import { bucketsOf, bytesTaken } from "./map-room.ts";
import type { Slab } from "./slab.ts";

/**
 * The map at work in a slab: a block with entries from its start and the index of docs/layout.md at its end. A slab
 * has one table, which is opened for each operation; opening another map closes it. Keys are compared with the
 * {@link wanted} one.
 */
export class MapTable {
  declare readonly home: Slab;
  /** The block's first byte, and its size. */
  declare start: number;
  declare bytes: number;
  declare stride: number;
  declare form: KeyForm;
  /** 0 without an index. */
  declare buckets: number;
  /** The last word of the block, which says how many entries are indexed; before it the buckets, then the links. */
  declare indexed: number;

  constructor(home: Slab) {
    this.home = home;
    this.start = 0;
    this.bytes = 0;
    this.stride = 0;
    this.form = "word";
    this.buckets = 0;
    this.indexed = 0;
  }

  /** Opens the map whose block begins at byte `start`. */
  open(start: number, stride: number, form: KeyForm): this {
    const bytes = bytesOfBlock(this.home, start);
    this.start = start;
    this.bytes = bytes;
    this.stride = stride;
    this.form = form;
    this.buckets = bucketsOf(bytes, stride, form);
    this.indexed = (start + bytes - 4) >> 2;
    return this;
  }

  /** Whether the block has room for `count` entries. */
  fits(count: number): boolean {
    return bytesTaken(count, this.stride, this.buckets) <= this.bytes;
  }

  /** First byte of the entry at a position. */
  byte(position: number): number {
    return this.start + position * this.stride;
  }

  /**
   * Position of the entry with the wanted key among `size` entries, −1 if there is none. Entries that are not indexed
   * yet are indexed first. Throws CORRUPT for an index that leads nowhere.
   */
  find(size: number): number {
    const { home, start, bytes, stride, form, buckets, indexed } = this;
    if (buckets === 0) {
      for (let position = 0; position < size; position++) {
        if (isWanted(home, start + position * stride, form)) return position;
      }
      return -1;
    }
    if (size === 0) return -1;
    const { i32 } = home;
    if (i32[indexed] !== size) this.complete(size);
    const hash = hashWanted(home.arena.hashSecret);
    const links = indexed - 1 - buckets;
    let next = i32[indexed - 1 - (hash & (buckets - 1))] as number;
    // No block has more entries than bytes, whatever the size says.
    for (let left = Math.min(size, bytes); next !== 0; left--) {
      const position = next - 1;
      if (left === 0 || next < 0 || next > size) refuseIndex();
      if (isWanted(home, start + position * stride, form)) return position;
      next = i32[links - position] as number;
    }
    return -1;
  }

  /** Indexes the last of `size` entries, whose key is the wanted one and was not found before. */
  indexLast(size: number): void {
    if (this.buckets === 0) return;
    const { i32 } = this.home;
    // Without an entry before it the word and the buckets may hold anything.
    if (size === 1) i32[this.indexed] = 0;
    if (size === 1 || i32[this.indexed] !== size - 1) {
      this.complete(size);
      return;
    }
    // A thread that ends in between leaves an index that is made anew.
    i32[this.indexed] = 0;
    this.#link(size - 1, wanted.hash);
    i32[this.indexed] = size;
  }

  /** Says that no entry is indexed, as in a block that was just taken. */
  forgetIndex(): void {
    if (this.buckets !== 0) this.home.i32[this.indexed] = 0;
  }

  /** Indexes those of `size` entries that are not; all of them anew when the index cannot be of this map. */
  complete(size: number): void {
    const { home, start, stride, form, buckets, indexed } = this;
    if (!this.fits(size)) refuseIndex();
    let position = home.i32[indexed] as number;
    if (position <= 0 || position > size) {
      position = 0;
      for (let word = indexed - buckets; word < indexed; word++) home.i32[word] = 0;
    }
    home.i32[indexed] = 0;
    for (; position < size; position++) {
      this.#link(position, hashKey(home, start + position * stride, form));
    }
    home.i32[indexed] = size;
  }

  /**
   * Takes the entry at `position`, whose key is the wanted one, out of the index, and gives its position to the last
   * of `size` entries. The entries themselves are the caller's. An index that is not right is given up.
   */
  unindex(position: number, size: number): void {
    if (this.buckets === 0) return;
    const { i32 } = this.home;
    const links = this.indexed - 1 - this.buckets;
    const last = size - 1;
    i32[this.indexed] = 0;
    const gone = this.#wordBefore(position, size, wanted.hash);
    if (gone < 0) return;
    i32[gone] = i32[links - position] as number;
    if (position !== last) {
      const moved = this.#wordBefore(last, size, hashKey(this.home, this.byte(last), this.form));
      if (moved < 0) return;
      i32[moved] = position + 1;
      i32[links - position] = i32[links - last] as number;
    }
    i32[this.indexed] = last;
  }

  /** The word that leads to `position` in the chain of a hash, −1 when none does. */
  #wordBefore(position: number, size: number, hash: number): number {
    const { i32 } = this.home;
    const links = this.indexed - 1 - this.buckets;
    let word = this.indexed - 1 - (hash & (this.buckets - 1));
    for (let left = size; left > 0; left--) {
      const next = i32[word] as number;
      if (next === position + 1) return word;
      if (next <= 0 || next > size) return -1;
      word = links - (next - 1);
    }
    return -1;
  }

  /** Puts a position at the head of its chain. */
  #link(position: number, hash: number): void {
    const { i32 } = this.home;
    const bucket = this.indexed - 1 - (hash & (this.buckets - 1));
    i32[this.indexed - 1 - this.buckets - position] = i32[bucket] as number;
    i32[bucket] = position + 1;
  }
}

function refuseIndex(): never {
  throw new ArenaError(
    "CORRUPT",
    "shared memory is corrupt: the index of a map leads nowhere; something wrote outside its messages, reset the arena",
  );
}
