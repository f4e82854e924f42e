import type { Slab } from "../slab.ts";
import { clearSpan, readBlob, writeBlob, writeText } from "../text.ts";
import { RepeatedValue } from "./repeated.ts";

export class RepeatedString extends RepeatedValue<string> {
  protected override get elementBytes(): number {
    return 8;
  }
  protected override get ownsElements(): boolean {
    return true;
  }
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
export class RepeatedBytes extends RepeatedValue<Uint8Array> {
  protected override get elementBytes(): number {
    return 8;
  }
  protected override get ownsElements(): boolean {
    return true;
  }
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
