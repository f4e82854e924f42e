/** What a generated schema.ts has. */
export type ArenaSchema = {
  readonly layoutHash: string;
  readonly types: readonly { readonly name: string; readonly size: number; readonly sizeClass: number }[];
};

/** Stand-ins for a slab and an arena. */
export class Slab {
  readonly arena: Arena;
  readonly firstAddress = 0;
  readonly addresses = 2 ** 17;
  readonly u8: Uint8Array;
  readonly i32: Int32Array;
  readonly u32: Uint32Array;
  readonly f32: Float32Array;
  readonly f64: Float64Array;

  constructor(arena: Arena, memory: ArrayBuffer) {
    this.arena = arena;
    this.u8 = new Uint8Array(memory);
    this.i32 = new Int32Array(memory);
    this.u32 = new Uint32Array(memory);
    this.f32 = new Float32Array(memory);
    this.f64 = new Float64Array(memory);
  }

  zero(word: number, words: number): void {
    this.i32.fill(0, word, word + words);
  }

  readText(word: number): string {
    return this.u32[word] === 0 ? "" : String(this.arena.heap[this.u32[word] as number]);
  }
  /** The stand-in leaves every string to `writeText`. */
  writeShort(_word: number, _value: string): boolean {
    return false;
  }

  readInt64(word: number, field: string): number {
    return safe(new DataView(this.u8.buffer).getBigInt64(4 * word, true), field);
  }
  readUint64(word: number, field: string): number {
    return safe(new DataView(this.u8.buffer).getBigUint64(4 * word, true), field);
  }
}

function safe(value: bigint, field: string): number {
  if (!Number.isSafeInteger(Number(value))) throw new RangeError(`${field}: ${value} is unsafe`);
  return Number(value);
}

/** Handles of the stand-in are slot indices. */
export function slotOf(handle: number): number {
  return handle;
}

/** Slots and blocks are given out once, in order, and full of ones, so that a read of what was not cleared shows. */
export class Arena {
  readonly slotChunks: Int32Array[] = [new Int32Array(4 * 65536)];
  readonly slabs: Slab[];
  readonly addressShift = 30;
  /** Content of live spans, by index; a released one is undefined. */
  readonly heap: unknown[] = ["nothing"];
  /** Slots of live messages. */
  readonly live = new Set<number>();
  /** The wire format is Rust's: the stand-in decodes nothing but the empty message, which is all defaults. */
  readonly native = {
    decode: (typeId: number, bytes: Uint8Array): number => {
      if (bytes.length > 0) throw new Error("the stand-in cannot decode");
      return this.takeSlot(0, typeId);
    },
  };
  #nextSlot = 1;
  #nextAddress = 1024;

  constructor() {
    const slab = new Slab(this, new ArrayBuffer(2 ** 20));
    slab.u8.fill(0xff);
    this.slabs = [slab];
  }

  takeSlot(_sizeClass: number, typeId: number): number {
    const slot = this.#nextSlot++;
    this.slotChunks[0]?.set([1, typeId, this.#nextAddress, 0], 4 * slot);
    this.#nextAddress += 4096;
    this.live.add(slot);
    return slot;
  }

  releaseSlot(
    _slots: Int32Array,
    index: number,
    generation: number,
    _sizeClass: number,
    _typeId: number,
  ): void {
    const slots = this.slotChunks[0] as Int32Array;
    if (slots[4 * index] !== generation) throw new Error("stale");
    slots[4 * index] = generation + 1;
    this.live.delete(index);
  }

  resolve(handle: number, typeId: number): number {
    if (this.slotChunks[0]?.[4 * handle + 1] !== typeId) throw new Error("wrong type");
    return handle;
  }
}
