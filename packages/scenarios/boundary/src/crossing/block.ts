/** Length up to which a loop over characters beats a call into the engine. */
const short = 16;
const empty = new ArrayBuffer(0);

/** A block of memory with C structs in it, and the typed arrays over it. */
export class Block {
  declare readonly memory: ArrayBuffer;
  declare readonly u8: Uint8Array;
  declare readonly i32: Int32Array;
  declare readonly u32: Uint32Array;
  declare readonly f64: Float64Array;
  declare readonly buffer: Buffer;
  /** Bytes in use. */
  declare end: number;

  constructor(memory: ArrayBuffer = empty) {
    this.memory = memory;
    this.u8 = new Uint8Array(memory);
    this.i32 = new Int32Array(memory);
    this.u32 = new Uint32Array(memory);
    this.f64 = new Float64Array(memory);
    this.buffer = Buffer.from(memory);
    this.end = 0;
  }

  /** Takes room at the end, in whole double words. Returns its offset. */
  reserve(bytes: number): number {
    const offset = this.end;
    this.end = offset + ((bytes + 7) & -8);
    return offset;
  }

  writeText(word: number, text: string): void {
    const length = text.length;
    const start = this.end;
    this.u32[word] = start;
    let bytes = 0;
    if (length <= short) {
      const u8 = this.u8;
      for (; bytes < length; bytes++) {
        const character = text.charCodeAt(bytes);
        if (character > 127) break;
        u8[start + bytes] = character;
      }
    }
    if (bytes < length) bytes = this.buffer.utf8Write(text, start, this.u8.length - start);
    this.u32[word + 1] = bytes;
    this.end = start + ((bytes + 7) & -8);
  }

  text(word: number): string {
    const start = this.u32[word] ?? 0;
    const length = this.u32[word + 1] ?? 0;
    if (length > short) return this.buffer.utf8Slice(start, start + length);
    const u8 = this.u8;
    let text = "";
    for (let index = start; index < start + length; index++) {
      const byte = u8[index] ?? 0;
      if (byte > 127) return this.buffer.utf8Slice(start, start + length);
      text += String.fromCharCode(byte);
    }
    return text;
  }

  writeInt64(word: number, value: number | bigint): void {
    if (typeof value === "number") {
      this.u32[word] = value;
      this.i32[word + 1] = Math.floor(value / 4294967296);
      return;
    }
    this.u32[word] = Number(BigInt.asUintN(32, value));
    this.i32[word + 1] = Number(BigInt.asIntN(32, value >> 32n));
  }

  /** The exact integer at two words. */
  int64(word: number): bigint {
    return (BigInt(this.i32[word + 1] ?? 0) << 32n) | BigInt(this.u32[word] ?? 0);
  }
}
