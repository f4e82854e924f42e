import { blockBytes, byteAt, releaseBlock, slabAt, takeBlock } from "./data-block.ts";
import type { EntryOwner, MapEntry } from "./map-entry.ts";
import { bytesFor, capacityOf, findWanted, forgetIndex, indexLast, unindex } from "./map-table.ts";
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
    const { stride, key: part, value, valueOffset } = this.#entry;
    if (!part.want(key) || size === 0) return undefined;
    const address = this.#slab.u32[this.#word] as number;
    const home = slabAt(this.#slab.arena, address);
    const start = byteAt(home, address);
    const position = findWanted(home, start, size, stride, part.form);
    return position < 0 ? undefined : value.read(home, start + position * stride + valueOffset);
  }

  has(key: Key): boolean {
    return this.#find(key) >= 0;
  }

  /** Adds an entry or replaces the value of the one that is there. */
  set(key: Key, value: Written): this {
    const { stride, value: part, valueOffset } = this.#entry;
    const found = this.#find(key);
    const position = found < 0 ? this.#append(key) : found;
    const address = this.#slab.u32[this.#word] as number;
    const home = slabAt(this.#slab.arena, address);
    part.write(home, byteAt(home, address) + position * stride + valueOffset, value, this);
    return this;
  }

  /** Removes an entry and gives its memory back. False when there was none. */
  delete(key: Key): boolean {
    const position = this.#find(key);
    if (position < 0) return false;
    const { stride, key: part } = this.#entry;
    const last = this.size - 1;
    const home = this.#home();
    const start = this.#byte(home, 0);
    const byte = start + position * stride;
    this.#release(home, byte);
    unindex(home, start, position, last + 1, stride, part.form);
    if (position !== last) home.u8.copyWithin(byte, start + last * stride, start + (last + 1) * stride);
    this.#slab.u32[this.#word + 1] = last;
    return true;
  }

  /** Removes all entries and gives their memory back. */
  clear(): void {
    const size = this.size;
    const address = this.#address;
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
    const { stride, key: part } = this.#entry;
    if (!part.want(key) || size === 0) return -1;
    const address = this.#slab.u32[this.#word] as number;
    const home = slabAt(this.#slab.arena, address);
    return findWanted(home, byteAt(home, address), size, stride, part.form);
  }

  /** Adds an entry for the key that was just looked for, with a value that is all zero. Returns its position. */
  #append(key: Key): number {
    const { stride, key: part } = this.#entry;
    const position = this.#slab.u32[this.#word + 1] as number;
    const address = this.#reserve(position + 1);
    const home = slabAt(this.#slab.arena, address);
    const start = byteAt(home, address);
    const byte = start + position * stride;
    // Over shared memory `fill` is a call into the engine, and no entry has more than 16 bytes.
    for (let index = byte; index < byte + stride; index++) home.u8[index] = 0;
    part.write(home, byte, key, this);
    this.#slab.u32[this.#word + 1] = position + 1;
    indexLast(home, start, position + 1, stride, part.form);
    return position;
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
    this.#entry.key.release(home, byte, this);
    this.#entry.value.release(home, byte + this.#entry.valueOffset, this);
  }

  /** Makes room for `count` entries. Returns the address of the block. */
  #reserve(count: number): number {
    const arena = this.#slab.arena;
    const { stride, key: part } = this.#entry;
    const old = this.#address;
    const capacity = old === 0 ? 0 : capacityOf(blockBytes(arena, old), stride, part.form);
    if (count <= capacity) return old;
    const bytes = bytesFor(Math.max(count, 2 * capacity), stride, part.form);
    const address = takeBlock(arena, this.slots, this.index, this.typeId, bytes);
    const to = slabAt(arena, address);
    forgetIndex(to, byteAt(to, address), stride, part.form);
    if (old !== 0) {
      const from = slabAt(arena, old);
      const start = byteAt(from, old);
      to.u8.set(from.u8.subarray(start, start + this.size * stride), byteAt(to, address));
      releaseBlock(arena, this.typeId, old);
    }
    this.#slab.u32[this.#word] = address;
    return address;
  }
}
