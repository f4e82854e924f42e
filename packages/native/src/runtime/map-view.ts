import { discardChild, type NewChild } from "./child.ts";
import { byteAt, refuseBeyond, releaseBlock, slabAt, takeBlock } from "./data-block.ts";
import { refuseCorrupt } from "./errors.ts";
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
  readonly slots: Int32Array;
  readonly index: number;
  readonly typeId: number;
  readonly #slab: Slab;
  readonly #generation: number;
  readonly #word: number;
  readonly #entry: MapEntry<Key, Value, Written>;

  constructor(
    slab: Slab,
    slots: Int32Array,
    index: number,
    generation: number,
    word: number,
    typeId: number,
    entry: MapEntry<Key, Value, Written>,
  ) {
    this.#slab = slab;
    this.slots = slots;
    this.index = index;
    this.#generation = generation;
    this.#word = word;
    this.typeId = typeId;
    this.#entry = entry;
  }

  /** Number of entries. */
  get size(): number {
    if (this.slots[(this.index & 65535) << 2] !== this.#generation) refuseStale();
    return this.#slab.u32[this.#word + 1] as number;
  }

  get(key: Key): Value | undefined {
    const size = this.size;
    const { key: part, value, valueOffset } = this.#entry;
    if (!part.want(key) || size === 0) return undefined;
    const table = this.#open(size);
    const position = table.find(size);
    return position < 0 ? undefined : value.read(table.home, table.byte(position) + valueOffset);
  }

  has(key: Key): boolean {
    const size = this.size;
    return this.#entry.key.want(key) && size !== 0 && this.#open(size).find(size) >= 0;
  }

  /** Adds an entry or replaces the value of the one that is there. When it throws, the map is as it was. */
  set(key: Key, value: Written): this {
    const part = this.#entry.value;
    if ("make" in part) {
      this.#setMessage(key, part.make(this.#slab.arena, value, this));
      return this;
    }
    const size = this.size;
    const { key: keyPart, valueOffset } = this.#entry;
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
      const { key: keyPart, value, valueOffset } = this.#entry;
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
      discardChild(this.#slab.arena, child);
      throw error;
    }
  }

  /** Removes an entry and gives its memory back. False when there was none. */
  delete(key: Key): boolean {
    const size = this.size;
    if (!this.#entry.key.want(key) || size === 0) return false;
    const table = this.#open(size);
    const position = table.find(size);
    if (position < 0) return false;
    const { home, stride } = table;
    const byte = table.byte(position);
    this.#release(home, byte);
    table.unindex(position, size);
    const from = table.byte(size - 1);
    if (from !== byte) home.u8.copyWithin(byte, from, from + stride);
    this.#slab.u32[this.#word + 1] = size - 1;
    return true;
  }

  /** Removes all entries, from the last on, and gives their memory back. Throws LENT at a message that is lent. */
  clear(): void {
    const size = this.#checkedSize();
    const address = this.#address;
    if (address === 0) return;
    const home = this.#home();
    for (let left = size; left > 0; left--) {
      this.#release(home, this.#byte(home, left - 1));
      this.#slab.u32[this.#word + 1] = left - 1;
    }
    this.#slab.u32[this.#word] = 0;
    this.#slab.u32[this.#word + 1] = 0;
    releaseBlock(this.#slab.arena, this.typeId, address);
  }

  /** Replaces everything by `entries`; of equal keys the last one stays. */
  assign(entries: Iterable<readonly [Key, Written]>): void {
    const all = [...entries];
    this.clear();
    for (const [key, value] of all) this.set(key, value);
  }

  *[Symbol.iterator](): Iterator<[Key, Value]> {
    this.#checkedSize();
    for (let position = 0; position < this.size; position++) {
      const home = this.#home();
      const byte = this.#byte(home, position);
      yield [this.#entry.key.read(home, byte), this.#entry.value.read(home, byte + this.#entry.valueOffset)];
    }
  }

  *keys(): Iterator<Key> & Iterable<Key> {
    for (const [key] of this) yield key;
  }

  *values(): Iterator<Value> & Iterable<Value> {
    for (const [, value] of this) yield value;
  }

  entries(): Iterator<[Key, Value]> {
    return this[Symbol.iterator]();
  }

  /** The table of the map, which has a block. Throws CORRUPT when that has no room for `size` entries. */
  #open(size: number): MapTable {
    const address = this.#slab.u32[this.#word] as number;
    const home = slabAt(this.#slab.arena, address);
    const table = home.mapTable.open(byteAt(home, address), this.#entry.stride, this.#entry.key.form);
    if (!table.fits(size))
      refuseCorrupt(`a map of ${size} entries is in a smaller block, at address ${address}`);
    return table;
  }

  #openOrGrow(size: number): MapTable {
    return (this.#slab.u32[this.#word] as number) === 0 ? this.#grow(1) : this.#open(size);
  }

  /** Writes the wanted key behind the `size` entries there are, with a value that is all zero. It does not count yet. */
  #begin(full: MapTable, size: number, key: Key): MapTable {
    const table = full.fits(size + 1) ? full : this.#grow(size + 1);
    const { home } = table;
    const byte = table.byte(size);
    // Over shared memory `fill` is a call into the engine, and no entry has more than 16 bytes.
    for (let index = byte; index < byte + table.stride; index++) home.u8[index] = 0;
    this.#entry.key.write(home, byte, key, this);
    return table;
  }

  /** Counts the entry that was begun last. */
  #count(table: MapTable, size: number): void {
    this.#slab.u32[this.#word + 1] = size;
    table.indexLast(size);
  }

  /** The number of entries, which the block has room for. Throws CORRUPT otherwise. */
  #checkedSize(): number {
    const size = this.size;
    refuseBeyond(this.#slab.arena, this.#address, size * this.#entry.stride);
    return size;
  }

  get #address(): number {
    return this.#slab.u32[this.#word] as number;
  }

  #home(): Slab {
    return slabAt(this.#slab.arena, this.#address);
  }

  #byte(home: Slab, position: number): number {
    return byteAt(home, this.#address) + position * this.#entry.stride;
  }

  #release(home: Slab, byte: number): void {
    this.#entry.value.release(home, byte + this.#entry.valueOffset, this);
    this.#entry.key.release(home, byte, this);
  }

  /** Moves the entries to a block with room for `count` and twice as many as before. */
  #grow(count: number): MapTable {
    const arena = this.#slab.arena;
    const { stride, key: part } = this.#entry;
    const size = this.size;
    this.#checkedSize();
    const old = this.#address;
    const bytes = bytesFor(Math.max(count, 2 * size), stride, part.form);
    const address = takeBlock(arena, this.slots, this.index, this.typeId, bytes);
    const to = slabAt(arena, address);
    if (old !== 0) {
      const from = slabAt(arena, old);
      const start = byteAt(from, old);
      to.u8.set(from.u8.subarray(start, start + size * stride), byteAt(to, address));
      releaseBlock(arena, this.typeId, old);
    }
    this.#slab.u32[this.#word] = address;
    const table = this.#open(size);
    table.forgetIndex();
    return table;
  }
}
