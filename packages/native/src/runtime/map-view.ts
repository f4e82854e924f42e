import { blockBytes, byteAt, releaseBlock, slabAt, takeBlock } from "./data-block.ts";
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

  /** Adds an entry or replaces the value of the one that is there. */
  set(key: Key, value: Written): this {
    const { stride, valueOffset } = this.#entry;
    let position = this.#find(key);
    if (position < 0) {
      position = this.size;
      this.#reserve(position + 1);
      const home = this.#home();
      const byte = this.#byte(home, position);
      home.u8.fill(0, byte, byte + stride);
      this.#entry.key.write(home, byte, key, this);
      this.#slab.u32[this.#word + 1] = position + 1;
    }
    const home = this.#home();
    this.#entry.value.write(home, this.#byte(home, position) + valueOffset, value, this);
    return this;
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

  /** Removes all entries, from the last on, and gives their memory back. Throws LENT at a message that is lent. */
  clear(): void {
    const size = this.size;
    const address = this.#slab.u32[this.#word] as number;
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

  /** Position of the entry with `key`, −1 if there is none. */
  #find(key: Key): number {
    const size = this.size;
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

  #home(): Slab {
    return slabAt(this.#slab.arena, this.#slab.u32[this.#word] as number);
  }

  #byte(home: Slab, position: number): number {
    return byteAt(home, this.#slab.u32[this.#word] as number) + position * this.#entry.stride;
  }

  #release(home: Slab, byte: number): void {
    this.#entry.value.release(home, byte + this.#entry.valueOffset, this);
    this.#entry.key.release(home, byte, this);
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
