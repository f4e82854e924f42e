import { ArenaError } from "./errors.ts";
import {
  control,
  controlWords,
  evenTypes,
  layoutVersion,
  magic,
  slotsPerChunk,
  slotWords,
} from "./layout.ts";

/** What an arena is made of: the memory that both languages see, cut into typed arrays. */
export type ArenaMemory = {
  /** Control blocks by member; an arena of one thread has one. */
  readonly controls: readonly Int32Array[];
  readonly slotChunks: Int32Array[];
  /** Shift from an address to its slab number. */
  readonly addressShift: number;
};

export const slotChunkBytes: number = 4 * slotsPerChunk * slotWords;

/** Shared memory, all zero. Throws OUT_OF_MEMORY. */
export function allocateMemory(bytes: number): SharedArrayBuffer {
  try {
    return new SharedArrayBuffer(bytes);
  } catch (cause) {
    throw new ArenaError(
      "OUT_OF_MEMORY",
      `JavaScript could not allocate ${bytes} bytes for the arena; free messages, or ask for less at a time`,
      { cause },
    );
  }
}

/** Bytes from one member's control block to the next: whole cache lines, so that they share none. */
export function controlStride(types: number): number {
  return Math.ceil((4 * controlWords(types)) / 128) * 128;
}

/** The part of a control block that counts bytes of data blocks, by type id. */
export function ledgerBytes(block: Int32Array, types: number): Float64Array {
  const even = evenTypes(types);
  return new Float64Array(block.buffer, block.byteOffset + 4 * (control.ledger + 2 * even), even);
}

/** Writes what Rust checks before it uses an arena. */
export function writeConstants(
  block: Int32Array,
  layoutHash: string,
  types: number,
  slabShift: number,
  randomWord: () => number,
): void {
  const hash = BigInt(`0x${layoutHash}`);
  block[control.magic] = magic;
  block[control.version] = layoutVersion;
  block[control.hashLow] = Number(BigInt.asIntN(32, hash));
  block[control.hashHigh] = Number(BigInt.asIntN(32, hash >> 32n));
  block[control.slabShift] = slabShift;
  block[control.typeCount] = types;
  block[control.hashSecret] = randomWord();
  block[control.hashSecret + 1] = randomWord();
}
