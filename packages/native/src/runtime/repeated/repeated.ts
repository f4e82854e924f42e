import { beginCopy, countCopied } from "../copy-allowance.ts";
import { blockBytes, byteAt, refuseBeyond, releaseBlock, slabAt, takeBlock } from "../data-block.ts";
import { ArenaError, refuseIndex } from "../errors.ts";
import type { Slab } from "../slab.ts";
import { refuseStale } from "../view.ts";
import { ElementIterator } from "./element-iterator.ts";

/**
 * A repeated field, read and written in place. It stays usable while its message lives; every access checks that.
 * A call that throws leaves the field as it was; an `assign` may have replaced the first elements by then.
 *
 * `Written` is what may be put in, `Element` what comes out.
 */
export abstract class Repeated<Element, Written = Element> implements Iterable<Element> {
  declare protected readonly slab: Slab;
  declare protected readonly slots: Int32Array;
  declare protected readonly index: number;
  declare protected readonly generation: number;
  /** Word of the span. */
  declare protected readonly word: number;
  declare protected readonly typeId: number;

  constructor(
    slab: Slab,
    slots: Int32Array,
    index: number,
    generation: number,
    word: number,
    typeId: number,
  ) {
    this.slab = slab;
    this.slots = slots;
    this.index = index;
    this.generation = generation;
    this.word = word;
    this.typeId = typeId;
  }

  /** Bytes of one element. */
  protected abstract readonly elementBytes: number;
  /** Reads the element that starts at `byte` of `home`. */
  protected abstract read(home: Slab, byte: number): Element;
  /** Reads it as part of a copy. */
  protected copy(home: Slab, byte: number): Element {
    return this.read(home, byte);
  }
  /** Gives back what an element owns. */
  protected release(_home: Slab, _byte: number): void {}
  /** True when elements own blocks or messages, so that they must be released one by one. */
  protected get ownsElements(): boolean {
    return false;
  }

  /** Number of elements. */
  get length(): number {
    this.check();
    return this.slab.u32[this.word + 1] as number;
  }

  /** The element at `index`, 0 … length − 1. Throws OUT_OF_BOUNDS. */
  at(index: number): Element {
    const home = this.home(index);
    return this.read(home, this.start(home) + index * this.elementBytes);
  }

  /** Replaces the element at `index`, 0 … length − 1. Throws OUT_OF_BOUNDS. */
  abstract set(index: number, value: Written): void;

  /** Appends an element. The block doubles when it is full. */
  abstract push(value: Written): void;

  /** Replaces everything by the elements of `values`, which are read before anything is removed. */
  assign(values: Iterable<Written>): void {
    const all = [...values];
    this.clear();
    for (const value of all) this.push(value);
  }

  /** Removes everything, from the last element on, and gives its memory back. Throws LENT at a message that is lent. */
  clear(): void {
    this.check();
    const address = this.slab.u32[this.word] as number;
    if (address === 0) return;
    if (this.ownsElements) {
      const home = slabAt(this.slab.arena, address);
      const start = byteAt(home, address);
      for (let left = this.checkedLength(); left > 0; left--) {
        this.release(home, start + (left - 1) * this.elementBytes);
        this.slab.u32[this.word + 1] = left - 1;
      }
    }
    this.slab.u32[this.word] = 0;
    this.slab.u32[this.word + 1] = 0;
    releaseBlock(this.slab.arena, this.typeId, address);
  }

  /** A copy of all elements. */
  toArray(): Element[] {
    beginCopy(this.slab.arena);
    return this.$toArray();
  }

  /** The same as a part of a copy that has begun. */
  $toArray(): Element[] {
    const length = this.checkedLength();
    const array: Element[] = [];
    if (length === 0) return array;
    const arena = this.slab.arena;
    countCopied(arena, length * this.elementBytes);
    const home = slabAt(arena, this.slab.u32[this.word] as number);
    const start = this.start(home);
    for (let index = 0; index < length; index++)
      array.push(this.copy(home, start + index * this.elementBytes));
    return array;
  }

  /** The elements in order, also those that are added meanwhile. */
  [Symbol.iterator](): ElementIterator<Element> {
    this.checkedLength();
    return new ElementIterator(this);
  }

  /** The number of elements, which the block has room for. Throws CORRUPT otherwise. */
  protected checkedLength(): number {
    const length = this.length;
    refuseBeyond(this.slab.arena, this.slab.u32[this.word] as number, length * this.elementBytes);
    return length;
  }

  protected check(): void {
    if (this.slots[(this.index & 65535) << 2] !== this.generation) refuseStale();
  }

  /** The slab of the elements, after checking the message and the index. */
  protected home(index: number): Slab {
    this.check();
    const length = this.slab.u32[this.word + 1] as number;
    if (index >>> 0 !== index || index >= length) refuseIndex(index, length);
    return slabAt(this.slab.arena, this.slab.u32[this.word] as number);
  }

  /** First byte of the elements in their slab. */
  protected start(home: Slab): number {
    return byteAt(home, this.slab.u32[this.word] as number);
  }

  /** Makes room for `length` elements in all, keeping those that are there. */
  protected reserve(length: number): void {
    const arena = this.slab.arena;
    const needed = length * this.elementBytes;
    const old = this.slab.u32[this.word] as number;
    const capacity = old === 0 ? 0 : blockBytes(arena, old);
    if (needed <= capacity) return;
    if (needed > 2 ** 31) {
      throw new ArenaError(
        "OUT_OF_MEMORY",
        `a repeated field of ${length} elements would take ${needed} bytes; the limit is 2 GiB`,
      );
    }
    const used = old === 0 ? 0 : this.checkedLength() * this.elementBytes;
    const address = takeBlock(arena, this.slots, this.index, this.typeId, Math.max(needed, 2 * capacity));
    if (old !== 0) {
      const from = slabAt(arena, old);
      const to = slabAt(arena, address);
      const start = byteAt(from, old);
      to.u8.set(from.u8.subarray(start, start + used), byteAt(to, address));
      releaseBlock(arena, this.typeId, old);
    }
    this.slab.u32[this.word] = address;
  }
}

/** A repeated field whose elements are written over the bytes of their place. */
export abstract class RepeatedValue<Element, Written = Element> extends Repeated<Element, Written> {
  /** Writes over the element that starts at `byte` of `home`, which is valid or all zero. */
  protected abstract write(home: Slab, byte: number, value: Written): void;

  override set(index: number, value: Written): void {
    const home = this.home(index);
    this.write(home, this.start(home) + index * this.elementBytes, value);
  }

  override push(value: Written): void {
    this.check();
    const length = this.slab.u32[this.word + 1] as number;
    this.reserve(length + 1);
    const home = slabAt(this.slab.arena, this.slab.u32[this.word] as number);
    const byte = this.start(home) + length * this.elementBytes;
    // What an element owns is known by its words.
    if (this.ownsElements) {
      for (let word = byte >> 2; word < (byte + this.elementBytes) >> 2; word++) home.u32[word] = 0;
    }
    this.write(home, byte, value);
    this.slab.u32[this.word + 1] = length + 1;
  }
}
