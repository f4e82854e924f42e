import { type ArenaMemory, allocateMemory, ledgerBytes, writeConstants } from "./arena-memory.ts";
import { slabAt } from "./data-block.ts";
import { ArenaError, refuseCorrupt } from "./errors.ts";
import { handleGeneration, handleIndex, packHandle } from "./handle.ts";
import { control, controlWords, evenTypes, largestGeneration, slotWords, state } from "./layout.ts";
import { loadedViews } from "./loaded-views.ts";
import type { TypeLayout } from "./message-type.ts";
import type { Audit, MemoryUse, NativeArena, NativeBinding } from "./native-binding.ts";
import { returnSlot } from "./returned.ts";
import {
  type ArenaTicket,
  divideShared,
  type SharedArenaOptions,
  shareMemory,
  slabOffset,
} from "./shared-memory.ts";
import { classBytes } from "./size-class.ts";
import { Slab } from "./slab.ts";
import { type MessageView, refuseStale } from "./view.ts";

// The engine folds constants of this module into machine code, but not those of an object or of another module: with
// those, taking and releasing a slot took 12 ns instead of 7.
const slotHeads = control.slotHeads;
const ledger = control.ledger;
const live = state.live;
const lastGeneration = largestGeneration;

/** The schema that an arena serves: what a generated `schema.ts` exports. */
export type ArenaSchema = {
  readonly layoutHash: string;
  /** By type id. */
  readonly types: readonly TypeLayout[];
};

/** How to get an arena: one for this thread that grows, a new one to share with other threads, or one to join. */
export type ArenaOptions =
  | {
      /** Bytes of a slab, a power of two from 64 KiB to 1 GiB. Default 32 MiB; memory is only taken when touched. */
      readonly slabBytes?: number;
      /** Bytes of all slabs beyond which allocations throw OUT_OF_MEMORY. Default 32 GiB, all that addresses reach. */
      readonly maximumBytes?: number;
    }
  | { readonly shared: SharedArenaOptions }
  | {
      /** {@link Arena.ticket} of an arena that another thread shares. */
      readonly join: ArenaTicket;
    };

/** Live messages and data blocks of one type. */
export type LedgerEntry = {
  readonly type: string;
  readonly liveMessages: number;
  readonly dataBlocks: number;
  readonly dataBytes: number;
};

/**
 * The memory that messages live in, shared by JavaScript and Rust, and with other threads if so made.
 *
 * JavaScript allocates and frees on the shared free lists by itself; it calls Rust to refill an empty list, to free
 * messages that own others, and for blocks larger than 32 KiB. `native` has what Rust can do with the messages:
 * what works on all of them, and the operations of the add-on.
 *
 * In a shared arena each thread has free lists of its own, and what it frees of another thread's goes back to that
 * thread. A message is used by one thread at a time: whoever gets its handle goes on with it.
 *
 * @example
 * const addon = loadAddon<{ spread(tick: number): number }>(new URL("my-addon.node", import.meta.url));
 * const arena = new Arena(addon, schema);
 * using tick = PriceTick.create(arena);
 * tick.bid = 101.25;
 * console.log(arena.native.spread(tick.handle));
 */
export class Arena<Operations extends object = object> {
  declare readonly native: NativeArena & Operations;
  declare readonly schema: ArenaSchema;
  /** The control block of this thread. */
  declare readonly control: Int32Array;
  /** The control blocks of all members, by number. */
  declare readonly controls: readonly Int32Array[];
  /** This thread's number among the members. */
  declare readonly member: number;
  declare readonly isShared: boolean;
  /** The part of the control block that counts bytes of data blocks, by type id. */
  declare readonly ledgerBytes: Float64Array;
  declare readonly slotChunks: Int32Array[];
  /** By slab number; a slab of several numbers stands under each. */
  declare readonly slabs: Slab[];
  /** What hashes of map keys begin with; a copy, so that nobody changes it while an index lives. */
  declare readonly hashSecret: Int32Array;
  readonly #maximumBytes: number;
  /** Bytes of all slabs. */
  declare memoryBytes: number;
  /**
   * Bytes that the copy which is being made may still take, see {@link beginCopy}; meaningless otherwise. No number of its
   * own: when one outgrows 32 bits, V8 throws away all code that knows what an arena looks like.
   */
  declare readonly copyAllowance: Float64Array;
  /** Shift from an address to its slab number. */
  declare readonly addressShift: number;
  /** What another thread joins a shared arena with: `new Arena(binding, schema, { join: ticket })`. */
  declare readonly ticket: ArenaTicket | undefined;
  /** See {@link shapesOf}. */
  declare readonly shapes: readonly MessageView[];

  constructor(binding: NativeBinding<Operations>, schema: ArenaSchema, options: ArenaOptions = {}) {
    refuseOtherLayout(binding, schema);
    this.#maximumBytes = ("maximumBytes" in options ? options.maximumBytes : undefined) ?? 2 ** 35;
    this.schema = schema;
    this.slabs = [];
    this.memoryBytes = 0;
    this.copyAllowance = new Float64Array(1);
    const types = schema.types.length;
    const newError = (code: string, message: string) => new ArenaError(code, message);
    let memory: ArenaMemory;
    if ("shared" in options || "join" in options) {
      const shared = shareMemory(binding, types, options, newError);
      memory = divideShared(types, shared.ticket);
      const slab = new Slab(this, 0, shared.ticket.memory, slabOffset(types, shared.ticket));
      for (let unit = 0; unit < shared.ticket.slabUnits; unit++) this.slabs.push(slab);
      this.memoryBytes = slab.u8.length;
      this.ticket = shared.ticket;
      this.native = shared.native;
      this.member = shared.native.member;
    } else {
      memory = ownMemory(binding, schema, options.slabBytes ?? 2 ** 25);
      this.ticket = undefined;
      this.member = 0;
    }
    this.isShared = this.ticket !== undefined;
    this.shapes = shapesOf(this);
    this.addressShift = memory.addressShift;
    this.slotChunks = memory.slotChunks;
    this.controls = memory.controls;
    this.control = memory.controls[this.member] as Int32Array;
    this.ledgerBytes = ledgerBytes(this.control, types);
    this.hashSecret = this.control.slice(control.hashSecret, control.hashSecret + 2);
    this.native ??= new binding.NativeArena(
      this.control,
      (bytes, start) => this.#addSlab(bytes, start),
      (bytes, number) => this.#addSlotChunk(bytes, number),
      newError,
    );
  }

  /** Frees every message at once, whichever thread's they are. All their handles and views become stale. */
  reset(): void {
    this.native.reset();
  }

  /** Types with live messages or data blocks, by the counters that every allocation and free keeps. */
  ledger(): LedgerEntry[] {
    const types = this.schema.types.length;
    const bytes = this.controls.map((block) => ledgerBytes(block, types));
    return this.schema.types
      .map((type, id) => ({
        type: type.name,
        liveMessages: this.#count(control.ledger + id),
        dataBlocks: this.#count(control.ledger + evenTypes(types) + id),
        dataBytes: bytes.reduce((sum, member) => sum + (member[id] as number), 0),
      }))
      .filter((entry) => entry.liveMessages !== 0 || entry.dataBlocks !== 0 || entry.dataBytes !== 0);
  }

  /** Bytes that live messages take: slots, blocks of structs and blocks of data, slack included. */
  liveBytes(): number {
    const sizes = new Map(this.schema.types.map((type) => [type.name, type.sizeClass]));
    return this.ledger().reduce((bytes, { type, liveMessages, dataBytes }) => {
      const block = classBytes[sizes.get(type) ?? 0] as number;
      return bytes + liveMessages * (4 * slotWords + block) + dataBytes;
    }, 0);
  }

  /**
   * Gives back what a terminated thread had in its hands when it ended in the middle of something, and counts the ledger
   * anew. Messages that were live then stay live; all loans end. Call it while no other thread works on messages.
   */
  recover(): void {
    this.native.recover();
  }

  /**
   * Scans the slot table and page maps in Rust and compares with the ledger. Time grows with what is live. In a shared
   * arena, call it while no other thread works on messages.
   */
  audit(): Audit {
    return this.native.audit();
  }

  /**
   * What the memory is used for: every page that was used, every stretch of free blocks in it. Time grows with what the
   * arena holds. In a shared arena, call it while no other thread works on messages. Throws CORRUPT.
   */
  memoryUse(): MemoryUse {
    return this.native.memoryUse();
  }

  /**
   * Gives back memory that no message is in: spans without a block in use become free pages, for any size class, and
   * Linux gets what free pages hold; what is used again costs its zeroing again. Messages stay where they are, slots and
   * slabs stay the arena's. Returns how many bytes the system got, 0 on other systems. Time grows with what the arena
   * holds. In a shared arena, call it while no other thread works on messages. Throws CORRUPT.
   */
  trim(): number {
    return this.native.trim();
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
    if (this.isShared) this.#clear((slots[entry + 2] as number) >>> 0, typeId);
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
    if (this.isShared) {
      claim(slots, entry, generation);
      if (returnSlot(this, slots, entry, index, typeId)) return;
    }
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
      // Another thread may have freed it between the two reads; the engine must not take the first one again.
      if (Atomics.load(slots, entry) !== handleGeneration(handle)) refuseStale();
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

  /** Clears a block before a message lives in it: its thread may end before `create` does. */
  #clear(address: number, typeId: number): void {
    const slab = slabAt(this, address);
    slab.zero((address - slab.firstAddress) << 1, (this.schema.types[typeId] as TypeLayout).size >> 2);
  }

  /** A counter of the ledger, over all members: what one thread allocates another may free. */
  #count(word: number): number {
    return this.controls.reduce((sum, block) => (sum + (block[word] as number)) | 0, 0) >>> 0;
  }

  /** The slab of `bytes` bytes, of which there are `start` before it. */
  #addSlab(bytes: number, start: number): Uint8Array {
    if (start + bytes > this.#maximumBytes) {
      throw new ArenaError(
        "OUT_OF_MEMORY",
        `the arena has ${start} bytes and needs ${bytes} more, beyond maximumBytes (${this.#maximumBytes}); free messages, or allow more`,
      );
    }
    const slab = new Slab(this, start / 8, allocateMemory(bytes), 0);
    const numbers = bytes / 2 ** (this.addressShift + 3);
    const first = start / 2 ** (this.addressShift + 3);
    for (let number = 0; number < numbers; number++) this.slabs[first + number] = slab;
    this.memoryBytes += bytes;
    return slab.u8;
  }

  #addSlotChunk(bytes: number, number: number): Int32Array {
    const chunk = new Int32Array(allocateMemory(bytes));
    this.slotChunks[number] = chunk;
    return chunk;
  }
}

/** Takes a slot to its next generation. Of two threads that free the same message, the second is refused. */
function claim(slots: Int32Array, entry: number, generation: number): void {
  if (Atomics.compareExchange(slots, entry, generation, generation + 1) !== generation) refuseStale();
}

/** The memory of an arena for one thread, before it has any slot or slab. */
function ownMemory(binding: NativeBinding, schema: ArenaSchema, slabBytes: number): ArenaMemory {
  const slabShift = Math.log2(slabBytes);
  if (!Number.isInteger(slabShift) || slabShift < 16 || slabShift > 30)
    throw new RangeError(`slabBytes is ${slabBytes}; pass a power of two from 65536 to 1073741824`);
  const types = schema.types.length;
  const block = new Int32Array(new SharedArrayBuffer(4 * controlWords(types)));
  writeConstants(block, schema.layoutHash, types, slabShift, binding.randomWord);
  return { controls: [block], slotChunks: [], addressShift: slabShift - 3 };
}

/**
 * A stale view of every type whose views are loaded by now. When no view of a type is alive during a collection of garbage,
 * V8 may forget what their objects look like, and with it all code that it had compiled for them; these live as long as
 * the arena.
 */
function shapesOf(arena: Arena): readonly MessageView[] {
  const slab = new Slab(arena, 0, new SharedArrayBuffer(8), 0);
  const slots = new Int32Array(1);
  return loadedViews().map((View) => new View(slab, slots, 0, -1, 0));
}

/** Throws LAYOUT_MISMATCH unless an add-on and the views in use were made for the same layout. */
export function refuseOtherLayout(binding: NativeBinding, schema: ArenaSchema): void {
  const compiled = binding.layoutHash();
  if (compiled === schema.layoutHash) return;
  throw new ArenaError(
    "LAYOUT_MISMATCH",
    `the add-on was built for layout ${compiled}, the views for ${schema.layoutHash}; generate both from one schema and build the add-on again`,
  );
}
