import { refuseOvercopied } from "../copy-allowance.ts";
import type { Slab } from "../slab.ts";
import { clearSpan, readBlob, writeBlob, writeText } from "../text.ts";
import { RepeatedValue } from "./repeated.ts";

/** Elements of any length, each in a block of its own. */
abstract class RepeatedSpan<Element> extends RepeatedValue<Element> {
  protected override get elementBytes(): number {
    return 8;
  }
  protected override get ownsElements(): boolean {
    return true;
  }
  /** An element that is part of a copy. */
  protected override copy(home: Slab, byte: number): Element {
    const element = this.read(home, byte);
    refuseOvercopied(home.arena);
    return element;
  }
}

export class RepeatedString extends RepeatedSpan<string> {
  protected override read(home: Slab, byte: number): string {
    return home.readText(byte >> 2);
  }
  protected override write(home: Slab, byte: number, value: string): void {
    writeText(home, this.slots, this.index, byte >> 2, value, this.typeId, "text");
  }
  protected override release(home: Slab, byte: number): void {
    clearSpan(home, byte >> 2, this.typeId);
  }
}

/** Elements come out as copies. */
export class RepeatedBytes extends RepeatedSpan<Uint8Array> {
  protected override read(home: Slab, byte: number): Uint8Array {
    return readBlob(home, byte >> 2);
  }
  protected override write(home: Slab, byte: number, value: Uint8Array): void {
    writeBlob(home, this.slots, this.index, byte >> 2, value, this.typeId);
  }
  protected override release(home: Slab, byte: number): void {
    clearSpan(home, byte >> 2, this.typeId);
  }
}
