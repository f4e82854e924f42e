import { slabAt } from "./data-block.ts";
import { ArenaError, refuseCorrupt } from "./errors.ts";
import { handleGeneration, handleIndex, packHandle } from "./handle.ts";
import {
  control,
  controlWords,
  evenTypes,
  largestGeneration,
  layoutVersion,
  magic,
  slotWords,
  state,
} from "./layout.ts";
import type { MessageType } from "./message-type.ts";
import type { Audit, NativeArena, NativeBinding } from "./native-binding.ts";
import { classBytes } from "./size-class.ts";
import { Slab } from "./slab.ts";
import { refuseStale } from "./view.ts";

// The engine folds constants of this module into machine code, but not those of an object or of another module: with
// those, taking and releasing a slot took 12 ns instead of 7.
const slotHeads = control.slotHeads;
const ledger = control.ledger;
const live = state.live;
const lastGeneration = largestGeneration;

/** The schema that an arena serves: what a generated `index.ts` exports. */
export type ArenaSchema = {
  readonly layoutHash: string;
  readonly types: readonly MessageType[];
};

export type ArenaOptions = {
  /** Bytes of a slab, a power of two from 64 KiB to 1 GiB. Default 32 MiB; memory is only taken when touched. */
  readonly slabBytes?: number;
  /** Bytes of all slabs beyond which allocations throw OUT_OF_MEMORY. Default 32 GiB, all that addresses reach. */
  readonly maximumBytes?: number;
};

/** Live messages and data blocks of one type. */
export type LedgerEntry = {
  readonly type: string;
  readonly liveMessages: number;
  readonly dataBlocks: number;
  readonly dataBytes: number;
};

/**
 * The memory that messages live in, shared by JavaScript and Rust.
 *
 * JavaScript allocates and frees on the shared free lists by itself; it calls Rust to refill an empty list, to free
 * messages that own others, and for blocks larger than 32 KiB.
 *
 * @example
 * const arena = new Arena(binding, schema);
 * using tick = PriceTick.create(arena);
 * tick.bid = 101.25;
 */
export class Arena {
  declare readonly native: NativeArena;
  declare readonly schema: ArenaSchema;
  declare readonly control: Int32Array;
  /** The part of the control block that counts bytes of data blocks, by type id. */
  declare readonly ledgerBytes: Float64Array;
  readonly slotChunks: Int32Array[] = [];
  /** By slab number; a slab of several numbers stands under the first. */
  readonly slabs: Slab[] = [];
  readonly #maximumBytes: number;
  /** Shift from an address to its slab number. */
  declare readonly addressShift: number;

  constructor(binding: NativeBinding, schema: ArenaSchema, options: ArenaOptions = {}) {
    const slabBytes = options.slabBytes ?? 2 ** 25;
    const slabShift = Math.log2(slabBytes);
    if (!Number.isInteger(slabShift) || slabShift < 16 || slabShift > 30) {
      throw new RangeError(`slabBytes is ${slabBytes}; pass a power of two from 65536 to 1073741824`);
    }
    refuseOtherLayout(binding, schema);
    this.#maximumBytes = options.maximumBytes ?? 2 ** 35;
    this.schema = schema;
    this.addressShift = slabShift - 3;
    const types = schema.types.length;
    this.control = new Int32Array(new SharedArrayBuffer(4 * controlWords(types)));
    this.control[control.magic] = magic;
    this.control[control.version] = layoutVersion;
    const even = evenTypes(types);
    this.ledgerBytes = new Float64Array(this.control.buffer, 4 * (control.ledger + 2 * even), even);
    const hash = BigInt(`0x${schema.layoutHash}`);
    this.control[control.hashLow] = Number(BigInt.asIntN(32, hash));
    this.control[control.hashHigh] = Number(BigInt.asIntN(32, hash >> 32n));
    this.control[control.slabShift] = slabShift;
    this.control[control.typeCount] = types;
    this.native = new binding.NativeArena(
      this.control,
      (bytes, start) => this.#addSlab(bytes, start),
      (bytes, number) => this.#addSlotChunk(bytes, number),
      ArenaError,
    );
  }

  /** Frees every message at once. All their handles and views become stale. */
  reset(): void {
    this.native.reset();
  }

  /** Types with live messages or data blocks, by the counters that every allocation and free keeps. */
  ledger(): LedgerEntry[] {
    const even = evenTypes(this.schema.types.length);
    return this.schema.types
      .map((type, id) => ({
        type: type.name,
        liveMessages: (this.control[control.ledger + id] as number) >>> 0,
        dataBlocks: (this.control[control.ledger + even + id] as number) >>> 0,
        dataBytes: this.ledgerBytes[id] as number,
      }))
      .filter((entry) => entry.liveMessages !== 0 || entry.dataBlocks !== 0 || entry.dataBytes !== 0);
  }

  /** Bytes that live messages take: slots, blocks of structs and blocks of data, slack included. */
  liveBytes(): number {
    let bytes = 0;
    for (const [id, { sizeClass }] of this.schema.types.entries()) {
      const live = (this.control[control.ledger + id] as number) >>> 0;
      bytes += live * (4 * slotWords + (classBytes[sizeClass] as number)) + (this.ledgerBytes[id] as number);
    }
    return bytes;
  }

  /** Scans the slot table and page maps in Rust and compares with the ledger. Time grows with what is live. */
  audit(): Audit {
    return this.native.audit();
  }

  /** Takes a slot with a block of `sizeClass` for a message of type `typeId`; the block is not cleared. */
  takeSlot(sizeClass: number, typeId: number): number {
    const shared = this.control;
    let index = shared[slotHeads + sizeClass] as number;
    if (index === 0) {
      this.native.refillSlots(sizeClass);
      index = shared[slotHeads + sizeClass] as number;
    }
    const slots = this.slotChunks[index >>> 16] as Int32Array;
    const entry = (index & 65535) << 2;
    shared[slotHeads + sizeClass] = slots[entry + 3] as number;
    slots[entry + 1] = typeId | live;
    slots[entry + 3] = 0;
    shared[ledger + typeId] = (shared[ledger + typeId] as number) + 1;
    return index;
  }

  /** Frees the message in a slot: at once when it owns nothing, through Rust otherwise. */
  releaseSlot(slots: Int32Array, index: number, generation: number, sizeClass: number, typeId: number): void {
    const entry = (index & 65535) << 2;
    if (slots[entry] !== generation) refuseStale();
    if (slots[entry + 1] !== (typeId | live) || generation === lastGeneration) {
      this.native.free(packHandle(index, generation));
      return;
    }
    const shared = this.control;
    slots[entry] = generation + 1;
    slots[entry + 1] = 0;
    slots[entry + 3] = shared[slotHeads + sizeClass] as number;
    shared[slotHeads + sizeClass] = index;
    shared[ledger + typeId] = (shared[ledger + typeId] as number) - 1;
  }

  /** Checks a handle in the order of docs/layout.md and returns its slot index. */
  resolve(handle: number, typeId: number): number {
    const index = handleIndex(handle);
    if (index > (this.control[control.slotCount] as number)) {
      throw new ArenaError(
        "INDEX_OUT_OF_RANGE",
        `handle ${handle} names slot ${index}, but this arena has ${this.control[control.slotCount]} slots; pass one that this arena issued`,
      );
    }
    const slots = this.slotChunks[index >>> 16] ?? refuseCorrupt(`slot ${index} is in no chunk`);
    const entry = (index & 65535) << 2;
    if (slots[entry] !== handleGeneration(handle)) refuseStale();
    const word = slots[entry + 1] as number;
    if ((word & state.live) === 0) {
      throw new ArenaError(
        "NOT_LIVE",
        `handle ${handle} names a slot that holds no message; allocate one first`,
      );
    }
    if ((word & state.typeMask) !== typeId) {
      throw new ArenaError(
        "WRONG_TYPE",
        `handle ${handle} names a ${this.schema.types[word & state.typeMask]?.name}, not a ${this.schema.types[typeId]?.name}; use the type it was allocated with`,
      );
    }
    slabAt(this, (slots[entry + 2] as number) >>> 0);
    return index;
  }

  /** The slab of `bytes` bytes, of which there are `start` before it. */
  #addSlab(bytes: number, start: number): Uint8Array {
    if (start + bytes > this.#maximumBytes) {
      throw new ArenaError(
        "OUT_OF_MEMORY",
        `the arena has ${start} bytes and needs ${bytes} more, beyond maximumBytes (${this.#maximumBytes}); free messages, or allow more`,
      );
    }
    const slab = new Slab(this, start / 8, allocateMemory(bytes));
    const numbers = bytes / 2 ** (this.addressShift + 3);
    const first = start / 2 ** (this.addressShift + 3);
    for (let number = 0; number < numbers; number++) this.slabs[first + number] = slab;
    return slab.u8;
  }

  #addSlotChunk(bytes: number, number: number): Int32Array {
    const chunk = new Int32Array(allocateMemory(bytes));
    this.slotChunks[number] = chunk;
    return chunk;
  }
}

function allocateMemory(bytes: number): SharedArrayBuffer {
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

/** Throws LAYOUT_MISMATCH unless an add-on and the views in use were made for the same layout. */
export function refuseOtherLayout(binding: NativeBinding, schema: ArenaSchema): void {
  const compiled = binding.layoutHash();
  if (compiled === schema.layoutHash) return;
  throw new ArenaError(
    "LAYOUT_MISMATCH",
    `the add-on was built for layout ${compiled}, the views for ${schema.layoutHash}; run \`npx nx run native:build\` to build both from one schema`,
  );
}
