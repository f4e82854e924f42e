import type { ArenaError } from "./errors.ts";
import type { SharedSizes } from "./shared-memory.ts";

/**
 * What an add-on built on the `strait-native` crate exports, as far as the runtime calls it. `Operations` are those that
 * the add-on gives every arena beside the ones of {@link NativeArena}.
 */
export interface NativeBinding<Operations extends object = object> {
  readonly NativeArena: NativeArenaClass<Operations>;
  readonly SharedNativeArena: SharedNativeArenaClass<Operations>;
  /** 16 hex digits: the layout that the add-on was compiled with. */
  layoutHash(): string;
  typeCount(): number;
  /** The codes of the errors of every arena, in the order of docs/errors.md. */
  errorCodes(): string[];
  /**
   * 32 bits that nobody can guess. The first use of `crypto` would take a process 12 ms, for which Node loads all of Web
   * Crypto.
   */
  randomWord(): number;
  /** Does nothing: what a call costs. */
  empty(): void;
}

export type NativeArenaClass<Operations extends object = object> = new (
  control: Int32Array,
  /** Called for a slab of `bytes` bytes; those before it have `start` bytes. */
  newSlab: (bytes: number, start: number) => Uint8Array,
  /** Called for the chunk of this number of the slot table, of `bytes` bytes. */
  newSlotChunk: (bytes: number, number: number) => Int32Array,
  newError: (code: string, message: string) => ArenaError,
) => NativeArena & Operations;

/** With sizes, makes the memory a shared arena; with the id of one, joins it. */
export type SharedNativeArenaClass<Operations extends object = object> = new (
  memory: Uint8Array,
  sizesOrId: SharedSizes | number,
  newError: (code: string, message: string) => ArenaError,
) => SharedNativeArena & Operations;

/** The native half of one thread's part in a shared arena. */
export interface SharedNativeArena extends NativeArena {
  /** By which other threads of the process join. */
  readonly id: number;
  /** Number of this thread among the members. */
  readonly member: number;
}

/** Counts of one type, by the ledger or by a scan. */
export type TypeCounts = {
  readonly typeId: number;
  readonly liveMessages: number;
  readonly dataBlocks: number;
  readonly dataBytes: number;
};

/** What a scan of slot table and page maps found, against the ledger. */
export type Audit = {
  readonly types: readonly TypeCounts[];
  /** Data blocks in use that no live message reaches. */
  readonly leakedBlocks: number;
  readonly leakedBytes: number;
  readonly slabBytes: number;
  /** Sentences about every disagreement; empty when ledger and scan agree. */
  readonly disagreements: readonly string[];
};

/** Pages side by side that serve one purpose: blocks of a size class, one large data block, or nothing now. */
export type Extent = {
  readonly purpose: "messages" | "data" | "run" | "free";
  /** Bytes of each block; 0 where there are none. */
  readonly blockBytes: number;
  readonly bytes: number;
  /** Bytes of blocks in use. */
  readonly usedBytes: number;
  /** Bytes of each stretch of neighbouring free blocks. */
  readonly freeRuns: readonly number[];
};

/** What the memory of an arena is used for, counted by page maps and free lists, block by block. */
export type MemoryUse = {
  /** Bytes of all slabs, most of which the system need not have given yet. */
  readonly slabBytes: number;
  /** Bytes of the page maps in them. */
  readonly pageMapBytes: number;
  /** Bytes of the slot table up to its last slot. */
  readonly slotBytes: number;
  readonly controlBytes: number;
  /** Bytes that the arena holds of the system's memory: extents, page maps, slots, control blocks. */
  readonly heldBytes: number;
  /** Pages that were used and not given back, in order of addresses. */
  readonly extents: readonly Extent[];
};

export type WalkResult = {
  readonly messages: number;
  readonly fields: number;
  readonly depth: number;
  readonly contentBytes: number;
};

/** Bytes that one message tree takes. */
export type MemorySize = {
  readonly structBytes: number;
  readonly slotBytes: number;
  /** Content of strings, bytes, arrays and maps. */
  readonly dataBytes: number;
  /** Size of all blocks, their slack included. */
  readonly blockBytes: number;
};

/** Bounds of seeded random content. */
export type FillOptions = {
  readonly maximumElements?: number;
  readonly maximumTextLength?: number;
  readonly maximumDepth?: number;
};

/** The native half of an arena. All byte and count arguments are whole numbers; handles are packed. */
export interface NativeArena {
  refillSlots(sizeClass: number): void;
  refillData(sizeClass: number): void;
  /** Takes a run of pages for one block larger than any class. Returns its address. */
  allocateRun(bytes: number): number;
  /** Gives a run back. */
  releaseData(address: number): void;
  /** Retires a freed slot whose generation is used up, and gives its block a new slot. */
  retireSlot(index: number): void;
  /** Frees the tree in a slot that a parent owns; the caller removes the reference. */
  releaseOwned(index: number): void;
  allocate(typeId: number): number;
  free(handle: number): void;
  allocateBatch(typeId: number, handles: Float64Array): void;
  freeBatch(handles: Float64Array): void;
  /** Promises that the message stays: it cannot be freed before it is given back as often. */
  lend(handle: number): void;
  giveBack(handle: number): void;
  /**
   * Sums the singular double fields of messages of any types. In each message the first, fifth, ninth … field in order
   * of their numbers are added up from 0, and so are the second, sixth … and the others; then the sums of the message,
   * `(first + second) + (third + fourth)`, are added up in the order of the handles. Throws with the position of the
   * first handle that is refused.
   */
  sumDoubles(handles: Float64Array): number;
  /**
   * Sets the singular double fields of messages of any types, in the order of the handles and of the field numbers, to
   * `seed + 0`, `seed + 1` and so on. Throws INVALID_VALUE unless the seed is finite, or with the position of the first
   * handle that is refused; the messages before it are filled.
   */
  fillDoubles(handles: Float64Array, seed: number): void;
  reset(): void;
  recover(): void;
  audit(): Audit;
  memoryUse(): MemoryUse;
  /** Returns how many bytes the system got. */
  trim(): number;
  fill(handle: number, seed: number, options?: FillOptions): void;
  /** Sets a field to its default or to absent, and frees what it owns. */
  clearField(handle: number, fieldNumber: number): void;
  checksum(handle: number): number;
  /** A copy of the message as protobuf's wire bytes: fields in order of their numbers, unknown fields last. */
  encode(handle: number): Uint8Array<ArrayBuffer>;
  /** As `encode`, on another thread. The message is lent until the promise is settled. Shared arenas only. */
  encodeInBackground(handle: number): Promise<Uint8Array<ArrayBuffer>>;
  /** As `checksum`, on another thread. The message is lent until the promise is settled. Shared arenas only. */
  checksumInBackground(handle: number): Promise<number>;
  /** A new message from wire bytes. Throws MALFORMED with the byte where, or TOO_DEEP beyond 100 levels. */
  decode(typeId: number, bytes: Uint8Array): number;
  walk(handle: number): WalkResult;
  memorySize(handle: number): MemorySize;
  fillArray(handle: number, fieldNumber: number, count: number, seed: number): void;
  buildTree(typeId: number, depth: number, width: number): number;
}
