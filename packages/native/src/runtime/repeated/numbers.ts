import { byteAt, slabAt } from "../data-block.ts";
import { refuseInteger, refuseType } from "../errors.ts";
import type { Slab } from "../slab.ts";
import { Repeated, RepeatedValue } from "./repeated.ts";

type NumberArray = Float64Array | Float32Array | Int32Array | Uint32Array;

/** A numeric element kind whose bytes are those of a typed array, so that whole arrays are copied at once. */
abstract class RepeatedNumber<Elements extends NumberArray> extends RepeatedValue<number> {
  /** The typed array of `home` that has this element kind. */
  protected abstract elements(home: Slab): Elements;
  /** Throws INVALID_VALUE for a number that the kind cannot hold. */
  protected abstract checkValue(value: number): void;

  protected override read(home: Slab, byte: number): number {
    return this.elements(home)[byte / this.elementBytes] as number;
  }

  protected override write(home: Slab, byte: number, value: number): void {
    this.checkValue(value);
    this.elements(home)[byte / this.elementBytes] = value;
  }

  /** Replaces everything by `values`; arrays and typed arrays are copied at once. */
  override assign(values: ArrayLike<number> | Iterable<number>): void {
    const array = elementsOf(values);
    for (let index = 0; index < array.length; index++) this.checkValue(array[index] as number);
    if (array.length === 0) {
      this.clear();
      return;
    }
    this.makeRoom(array.length);
    const address = this.slab.u32[this.word] as number;
    const home = slabAt(this.slab.arena, address);
    this.elements(home).set(array, byteAt(home, address) / this.elementBytes);
    this.slab.u32[this.word + 1] = array.length;
  }

  /** Makes room for `length` elements without copying those that are there. */
  private makeRoom(length: number): void {
    const before = this.length;
    this.slab.u32[this.word + 1] = 0;
    try {
      this.reserve(length);
    } catch (error) {
      this.slab.u32[this.word + 1] = before;
      throw error;
    }
  }

  /** A copy of all elements as a typed array. */
  toTypedArray(): Elements {
    const length = this.checkedLength();
    if (length === 0) return this.copyOut(this.slab, 0, 0);
    const address = this.slab.u32[this.word] as number;
    const home = slabAt(this.slab.arena, address);
    const start = byteAt(home, address) / this.elementBytes;
    return this.copyOut(home, start, start + length);
  }

  /** A copy of the elements from `start` to `end` of the slab's typed array. */
  protected abstract copyOut(home: Slab, start: number, end: number): Elements;
}

/** A repeated field has a length, and yet no elements that an index reaches. */
function elementsOf(values: ArrayLike<number> | Iterable<number>): ArrayLike<number> {
  if (values instanceof Repeated) return [...values];
  return "length" in values ? values : [...values];
}

export class RepeatedDouble extends RepeatedNumber<Float64Array> {
  protected override get elementBytes(): number {
    return 8;
  }
  protected override elements(home: Slab): Float64Array {
    return home.f64;
  }
  protected override checkValue(value: number): void {
    if (typeof value !== "number") refuseType("element", "number", value);
  }
  protected override copyOut(home: Slab, start: number, end: number): Float64Array {
    return home.f64.slice(start, end);
  }
}

export class RepeatedFloat extends RepeatedNumber<Float32Array> {
  protected override get elementBytes(): number {
    return 4;
  }
  protected override elements(home: Slab): Float32Array {
    return home.f32;
  }
  protected override checkValue(value: number): void {
    if (typeof value !== "number") refuseType("element", "number", value);
  }
  protected override copyOut(home: Slab, start: number, end: number): Float32Array {
    return home.f32.slice(start, end);
  }
}

/** int32, sint32 and sfixed32. */
export class RepeatedInt32 extends RepeatedNumber<Int32Array> {
  protected override get elementBytes(): number {
    return 4;
  }
  protected override elements(home: Slab): Int32Array {
    return home.i32;
  }
  protected override checkValue(value: number): void {
    if (typeof value !== "number" || (value | 0) !== value) refuseInteger("element", "int32", value);
  }
  protected override copyOut(home: Slab, start: number, end: number): Int32Array {
    return home.i32.slice(start, end);
  }
}

/** uint32 and fixed32. */
export class RepeatedUint32 extends RepeatedNumber<Uint32Array> {
  protected override get elementBytes(): number {
    return 4;
  }
  protected override elements(home: Slab): Uint32Array {
    return home.u32;
  }
  protected override checkValue(value: number): void {
    if (typeof value !== "number" || value >>> 0 !== value) refuseInteger("element", "uint32", value);
  }
  protected override copyOut(home: Slab, start: number, end: number): Uint32Array {
    return home.u32.slice(start, end);
  }
}
