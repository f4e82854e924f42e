import { refuseInteger, refuseType } from "../errors.ts";
import { readAnyInt64, readAnyUint64, writeInt64, writeUint64 } from "../integer64.ts";
import type { Slab } from "../slab.ts";
import { RepeatedValue } from "./repeated.ts";

/** int64, sint64 and sfixed64: a number where that is exact, a bigint otherwise. */
export class RepeatedInt64 extends RepeatedValue<number | bigint> {
  protected override get elementBytes(): number {
    return 8;
  }
  protected override read(home: Slab, byte: number): number | bigint {
    return readAnyInt64(home, byte >> 2);
  }
  protected override write(home: Slab, byte: number, value: number | bigint): void {
    writeInt64(home, byte >> 2, value, "element");
  }
}

/** uint64 and fixed64: a number where that is exact, a bigint otherwise. */
export class RepeatedUint64 extends RepeatedValue<number | bigint> {
  protected override get elementBytes(): number {
    return 8;
  }
  protected override read(home: Slab, byte: number): number | bigint {
    return readAnyUint64(home, byte >> 2);
  }
  protected override write(home: Slab, byte: number, value: number | bigint): void {
    writeUint64(home, byte >> 2, value, "element");
  }
}

export class RepeatedBool extends RepeatedValue<boolean> {
  protected override get elementBytes(): number {
    return 1;
  }
  protected override read(home: Slab, byte: number): boolean {
    return home.u8[byte] !== 0;
  }
  protected override write(home: Slab, byte: number, value: boolean): void {
    if (typeof value !== "boolean") refuseType("element", "boolean", value);
    home.u8[byte] = value ? 1 : 0;
  }
}

/** Enums are open: a number that the schema does not name is kept as it is. */
export class RepeatedEnum<Value extends number> extends RepeatedValue<Value, number> {
  protected override get elementBytes(): number {
    return 4;
  }
  protected override read(home: Slab, byte: number): Value {
    return home.i32[byte >> 2] as Value;
  }
  protected override write(home: Slab, byte: number, value: number): void {
    if (typeof value !== "number" || (value | 0) !== value) refuseInteger("element", "int32", value);
    home.i32[byte >> 2] = value;
  }
}
