import { discardChild, type NewChild } from "./child.ts";
import { blockBytes, byteAt, refuseBeyond, releaseBlock, slabAt, takeBlock } from "./data-block.ts";
import type { EntryOwner, MapEntry } from "./map-entry.ts";
import type { Slab } from "./slab.ts";
import { refuseStale } from "./view.ts";

/**
 * A map field, read and written in place: entries in insertion order, looked up by comparing keys one by one.
 * Deleting moves the last entry into the gap. `Written` is what may be put in, `Value` what comes out.
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
    const position = this.#find(key);
    if (position < 0) return undefined;
    const home = this.#home();
    return this.#entry.value.read(home, this.#byte(home, position) + this.#entry.valueOffset);
  }

  has(key: Key): boolean {
    return this.#find(key) >= 0;
  }

  /** Adds an entry or replaces the value of the one that is there. When it throws, the map is as it was. */
  set(key: Key, value: Written): this {
    const part = this.#entry.value;
    if ("make" in part) {
      this.#setMessage(key, part.make(this.#slab.arena, value, this));
      return this;
    }
    const position = this.#find(key);
    if (position >= 0) {
      const home = this.#home();
      part.write(home, this.#byte(home, position) + this.#entry.valueOffset, value, this);
      return this;
    }
    this.#append(key, (home, byte) => part.write(home, byte, value, this));
    return this;
  }

  #setMessage(key: Key, child: NewChild): void {
    try {
      const position = this.#find(key);
      const put = (home: Slab, byte: number) => {
        this.#entry.value.release(home, byte, this);
        home.u32[byte >> 2] = child.index;
      };
      if (position < 0) this.#append(key, put);
      else put(this.#home(), this.#byte(this.#home(), position) + this.#entry.valueOffset);
    } catch (error) {
      discardChild(this.#slab.arena, child);
      throw error;
    }
  }

  /** Adds an entry, which counts once its key and its value are in place. */
  #append(key: Key, writeValue: (home: Slab, byte: number) => void): void {
    const { stride, valueOffset, key: part } = this.#entry;
    const position = this.size;
    this.#reserve(position + 1);
    const home = this.#home();
    const byte = this.#byte(home, position);
    home.u8.fill(0, byte, byte + stride);
    part.write(home, byte, key, this);
    try {
      writeValue(home, byte + valueOffset);
    } catch (error) {
      part.release(home, byte, this);
      throw error;
    }
    this.#slab.u32[this.#word + 1] = position + 1;
  }

  /** Removes an entry and gives its memory back. False when there was none. */
  delete(key: Key): boolean {
    const position = this.#find(key);
    if (position < 0) return false;
    const home = this.#home();
    const byte = this.#byte(home, position);
    this.#release(home, byte);
    const last = this.size - 1;
    const from = this.#byte(home, last);
    if (position !== last) home.u8.copyWithin(byte, from, from + this.#entry.stride);
    this.#slab.u32[this.#word + 1] = last;
    return true;
  }

  /** Removes all entries and gives their memory back. */
  clear(): void {
    const size = this.#checkedSize();
    const address = this.#slab.u32[this.#word] as number;
    if (address === 0) return;
    const home = this.#home();
    for (let position = 0; position < size; position++) this.#release(home, this.#byte(home, position));
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

  /** Position of the entry with `key`, −1 if there is none. A lone surrogate is stored as U+FFFD, and found so. */
  #find(key: Key): number {
    const position = this.#search(key);
    if (position >= 0 || typeof key !== "string" || key.isWellFormed()) return position;
    return this.#search(key.toWellFormed());
  }

  #search(key: unknown): number {
    const size = this.#checkedSize();
    if (size === 0) return -1;
    const home = this.#home();
    const start = this.#byte(home, 0);
    const { stride, key: part } = this.#entry;
    for (let position = 0; position < size; position++) {
      // A 64-bit key may come as a bigint and be read as a number; == compares the two by value.
      // biome-ignore lint/suspicious/noDoubleEquals: number and bigint
      if (part.read(home, start + position * stride) == key) return position;
    }
    return -1;
  }

  /** The number of entries, which the block has room for. Throws CORRUPT otherwise. */
  #checkedSize(): number {
    const size = this.size;
    refuseBeyond(this.#slab.arena, this.#slab.u32[this.#word] as number, size * this.#entry.stride);
    return size;
  }

  #home(): Slab {
    return slabAt(this.#slab.arena, this.#slab.u32[this.#word] as number);
  }

  #byte(home: Slab, position: number): number {
    return byteAt(home, this.#slab.u32[this.#word] as number) + position * this.#entry.stride;
  }

  #release(home: Slab, byte: number): void {
    this.#entry.key.release(home, byte, this);
    this.#entry.value.release(home, byte + this.#entry.valueOffset, this);
  }

  #reserve(size: number): void {
    const arena = this.#slab.arena;
    const needed = size * this.#entry.stride;
    const old = this.#slab.u32[this.#word] as number;
    const capacity = old === 0 ? 0 : blockBytes(arena, old);
    if (needed <= capacity) return;
    const address = takeBlock(arena, this.slots, this.index, this.typeId, Math.max(needed, 2 * capacity));
    if (old !== 0) {
      const from = slabAt(arena, old);
      const to = slabAt(arena, address);
      const start = byteAt(from, old);
      to.u8.set(from.u8.subarray(start, start + this.size * this.#entry.stride), byteAt(to, address));
      releaseBlock(arena, this.typeId, old);
    }
    this.#slab.u32[this.#word] = address;
  }
}
