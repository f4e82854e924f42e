import { discardChild, type NewChild } from "./child.ts";
import { countCopied, refuseOvercopied } from "./copy-allowance.ts";
import { byteAt, releaseBlock, slabAt, takeBlock } from "./data-block.ts";
import { ArenaError, refuseCorrupt } from "./errors.ts";
import type { EntryOwner, MapEntry } from "./map-entry.ts";
import { bytesFor } from "./map-room.ts";
import type { MapTable } from "./map-table.ts";
import type { Slab } from "./slab.ts";
import { refuseStale } from "./view.ts";

/**
 * A map field, read and written in place: entries in insertion order, looked up through an index in the
 * same memory that Rust uses too. Deleting moves the last entry into the gap. `Written` is what may be put in, `Value` what comes out.
 */
export class MapView<Key extends string | number | bigint | boolean, Value, Written = Value>
  implements Iterable<[Key, Value]>, EntryOwner
{
  declare readonly slots: Int32Array;
  declare readonly index: number;
  declare readonly typeId: number;
  declare private readonly slab: Slab;
  declare private readonly generation: number;
  /** Word of the span. */
  declare private readonly word: number;
  declare private readonly entry: MapEntry<Key, Value, Written>;

  constructor(
    slab: Slab,
    slots: Int32Array,
    index: number,
    generation: number,
    word: number,
    typeId: number,
    entry: MapEntry<Key, Value, Written>,
  ) {
    this.slab = slab;
    this.slots = slots;
    this.index = index;
    this.generation = generation;
    this.word = word;
    this.typeId = typeId;
    this.entry = entry;
  }

  /** Number of entries. */
  get size(): number {
    if (this.slots[(this.index & 65535) << 2] !== this.generation) refuseStale();
    return this.slab.u32[this.word + 1] as number;
  }

  get(key: Key): Value | undefined {
    const size = this.size;
    const { key: part, value, valueOffset } = this.entry;
    if (!part.want(key) || size === 0) return undefined;
    const table = this.#open(size);
    const position = table.find(size);
    return position < 0 ? undefined : value.read(table.home, table.byte(position) + valueOffset);
  }

  has(key: Key): boolean {
    const size = this.size;
    return this.entry.key.want(key) && size !== 0 && this.#open(size).find(size) >= 0;
  }

  /** Adds an entry or replaces the value of the one that is there. When it throws, the map is as it was. */
  set(key: Key, value: Written): this {
    const part = this.entry.value;
    if ("make" in part) {
      this.#setMessage(key, part.make(this.slab.arena, value, this));
      return this;
    }
    const size = this.size;
    const { key: keyPart, valueOffset } = this.entry;
    const table = this.#openOrGrow(size);
    const position = keyPart.want(key) ? table.find(size) : -1;
    if (position >= 0) {
      part.write(table.home, table.byte(position) + valueOffset, value, this);
      return this;
    }
    const larger = this.#begin(table, size, key);
    const byte = larger.byte(size);
    try {
      part.write(larger.home, byte + valueOffset, value, this);
    } catch (error) {
      keyPart.release(larger.home, byte, this);
      throw error;
    }
    this.#count(larger, size + 1);
    return this;
  }

  #setMessage(key: Key, child: NewChild): void {
    try {
      const size = this.size;
      const { key: keyPart, value, valueOffset } = this.entry;
      const table = this.#openOrGrow(size);
      const position = keyPart.want(key) ? table.find(size) : -1;
      if (position < 0) {
        const larger = this.#begin(table, size, key);
        larger.home.u32[(larger.byte(size) + valueOffset) >> 2] = child.index;
        this.#count(larger, size + 1);
      } else {
        const byte = table.byte(position) + valueOffset;
        value.release(table.home, byte, this);
        table.home.u32[byte >> 2] = child.index;
      }
    } catch (error) {
      discardChild(this.slab.arena, child);
      throw error;
    }
  }

  /** Removes an entry and gives its memory back. False when there was none. */
  delete(key: Key): boolean {
    const size = this.size;
    if (!this.entry.key.want(key) || size === 0) return false;
    const table = this.#open(size);
    const position = table.find(size);
    if (position < 0) return false;
    const { home, stride } = table;
    const byte = table.byte(position);
    this.#release(home, byte);
    table.unindex(position, size);
    const from = table.byte(size - 1);
    if (from !== byte) home.u8.copyWithin(byte, from, from + stride);
    this.slab.u32[this.word + 1] = size - 1;
    return true;
  }

  /** Removes all entries, from the last on, and gives their memory back. Throws LENT at a message that is lent. */
  clear(): void {
    const size = this.size;
    const address = this.slab.u32[this.word] as number;
    if (address === 0) return;
    const table = this.#open(size);
    for (let left = size; left > 0; left--) {
      this.#release(table.home, table.byte(left - 1));
      this.slab.u32[this.word + 1] = left - 1;
    }
    this.slab.u32[this.word] = 0;
    this.slab.u32[this.word + 1] = 0;
    releaseBlock(this.slab.arena, this.typeId, address);
  }

  /** Replaces everything by `entries`; of equal keys the last one stays. */
  assign(entries: Iterable<readonly [Key, Written]>): void {
    const all = [...entries];
    this.clear();
    for (const [key, value] of all) this.set(key, value);
  }

  *[Symbol.iterator](): Generator<[Key, Value], undefined> {
    const { key, value, valueOffset } = this.entry;
    for (let position = 0; position < this.size; position++) {
      const { home, start, stride } = this.#open(this.size);
      const byte = start + position * stride;
      yield [key.read(home, byte), value.read(home, byte + valueOffset)];
    }
  }

  *keys(): Generator<Key, undefined> {
    for (let position = 0; position < this.size; position++) {
      const table = this.#open(this.size);
      yield this.entry.key.read(table.home, table.byte(position));
    }
  }

  *values(): Generator<Value, undefined> {
    for (let position = 0; position < this.size; position++) {
      const table = this.#open(this.size);
      yield this.entry.value.read(table.home, table.byte(position) + this.entry.valueOffset);
    }
  }

  entries(): Generator<[Key, Value], undefined> {
    return this[Symbol.iterator]();
  }

  /** A copy of all entries, as a part of a copy that has begun. */
  $entries(): [Key, Value][] {
    const entries: [Key, Value][] = [];
    const size = this.size;
    if (size === 0) return entries;
    const { arena } = this.slab;
    const { key, value, valueOffset, stride } = this.entry;
    const table = this.#open(size);
    countCopied(arena, size * stride);
    const { home, start } = table;
    for (let position = 0; position < size; position++) {
      const byte = start + position * stride;
      entries.push([key.read(home, byte), value.read(home, byte + valueOffset)]);
      refuseOvercopied(arena);
    }
    return entries;
  }

  /** The table of the map, which has a block. Throws CORRUPT when that has no room for `size` entries. */
  #open(size: number): MapTable {
    const address = this.slab.u32[this.word] as number;
    const home = slabAt(this.slab.arena, address);
    const table = home.mapTable.open(byteAt(home, address), this.entry.stride, this.entry.key.form);
    if (!table.fits(size))
      refuseCorrupt(`a map of ${size} entries is in a smaller block, at address ${address}`);
    return table;
  }

  #openOrGrow(size: number): MapTable {
    return (this.slab.u32[this.word] as number) === 0 ? this.#grow(1) : this.#open(size);
  }

  /** Writes the wanted key behind the `size` entries there are, with a value that is all zero. It does not count yet. */
  #begin(full: MapTable, size: number, key: Key): MapTable {
    const table = full.fits(size + 1) ? full : this.#grow(size + 1);
    const { home } = table;
    const byte = table.byte(size);
    // Over shared memory `fill` is a call into the engine, and no entry has more than 16 bytes.
    for (let index = byte; index < byte + table.stride; index++) home.u8[index] = 0;
    this.entry.key.write(home, byte, key, this);
    return table;
  }

  /** Counts the entry that was begun last. */
  #count(table: MapTable, size: number): void {
    this.slab.u32[this.word + 1] = size;
    table.indexLast(size);
  }

  /** Gives back what an entry owns: the value first, which may be refused. */
  #release(home: Slab, byte: number): void {
    this.entry.value.release(home, byte + this.entry.valueOffset, this);
    this.entry.key.release(home, byte, this);
  }

  /** Moves the entries to a block with room for `count` and twice as many as before. */
  #grow(count: number): MapTable {
    const arena = this.slab.arena;
    const { stride, key: part } = this.entry;
    const size = this.size;
    const old = this.slab.u32[this.word] as number;
    const bytes = bytesFor(Math.max(count, 2 * size), stride, part.form);
    if (bytes > 2 ** 31) {
      throw new ArenaError(
        "OUT_OF_MEMORY",
        `a map of ${count} entries would take ${bytes} bytes; the limit is 2 GiB`,
      );
    }
    const address = takeBlock(arena, this.slots, this.index, this.typeId, bytes);
    const to = slabAt(arena, address);
    if (old !== 0) {
      const from = slabAt(arena, old);
      const start = byteAt(from, old);
      to.u8.set(from.u8.subarray(start, start + size * stride), byteAt(to, address));
      releaseBlock(arena, this.typeId, old);
    }
    this.slab.u32[this.word] = address;
    const table = this.#open(size);
    table.forgetIndex();
    return table;
  }
}
