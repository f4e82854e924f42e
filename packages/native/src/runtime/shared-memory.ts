import { type ArenaMemory, allocateMemory, controlStride, slotChunkBytes } from "./arena-memory.ts";
import type { ArenaError } from "./errors.ts";
import { controlWords, slotsPerChunk } from "./layout.ts";
import type { NativeBinding, SharedNativeArena } from "./native-binding.ts";

const slabUnitBytes = 2 ** 20;
const partBytes = 4096;

/** How large a shared arena is. It does not grow: every thread must see all its memory from the start. */
export type SharedArenaOptions = {
  /** Bytes for messages and their data, a multiple of 1 MiB below 32 GiB. Default 256 MiB; only what is touched is taken. */
  readonly bytes?: number;
  /**
   * Slots for messages that live at the same time. Default 1,048,575. A member takes as many as a span of blocks needs, 4,096
   * for the smallest messages; when there are fewer left, allocating throws OUT_OF_MEMORY.
   */
  readonly messages?: number;
  /** Threads that can use it at the same time, 2 to 255. Default 16. */
  readonly members?: number;
};

/** What another thread needs to join an arena: send it with `postMessage` or as `workerData`. */
export type ArenaTicket = {
  readonly id: number;
  readonly memory: SharedArrayBuffer;
  readonly members: number;
  readonly slotChunks: number;
  readonly slabUnits: number;
};

export type SharedSizes = Omit<ArenaTicket, "id" | "memory">;

/** Sizes in the units of docs/layout.md. Throws RangeError with what each may be. */
export function sharedSizes(options: SharedArenaOptions): SharedSizes {
  const bytes = options.bytes ?? 2 ** 28;
  const messages = options.messages ?? 2 ** 20 - 1;
  const members = options.members ?? 16;
  if (!Number.isInteger(bytes / slabUnitBytes) || bytes <= 0 || bytes >= 2 ** 35)
    throw new RangeError(
      `bytes is ${bytes}; pass a multiple of 1048576 below 34359738368 for a shared arena`,
    );
  if (!Number.isInteger(messages) || messages < 1 || messages >= 2 ** 24)
    throw new RangeError(`messages is ${messages}; pass a whole number from 1 to 16777215`);
  if (!Number.isInteger(members) || members < 2 || members > 255)
    throw new RangeError(`members is ${members}; pass a whole number from 2 to 255`);
  return {
    members,
    slotChunks: Math.ceil((messages + 1) / slotsPerChunk),
    slabUnits: bytes / slabUnitBytes,
  };
}

/** Bytes of the control blocks, rounded up to whole pages. */
function controlBytes(types: number, members: number): number {
  return Math.ceil((members * controlStride(types)) / partBytes) * partBytes;
}

/** Byte of shared memory at which its slab begins: after the control blocks and the slot chunks. */
export function slabOffset(types: number, sizes: SharedSizes): number {
  return controlBytes(types, sizes.members) + sizes.slotChunks * slotChunkBytes;
}

/** Cuts shared memory into its parts. */
export function divideShared(types: number, ticket: ArenaTicket): ArenaMemory {
  const { memory, members, slotChunks } = ticket;
  const slotsOffset = controlBytes(types, members);
  return {
    controls: Array.from(
      { length: members },
      (_, member) => new Int32Array(memory, member * controlStride(types), controlWords(types)),
    ),
    slotChunks: Array.from(
      { length: slotChunks },
      (_, chunk) => new Int32Array(memory, slotsOffset + chunk * slotChunkBytes, slotChunkBytes / 4),
    ),
    addressShift: Math.log2(slabUnitBytes) - 3,
  };
}

/** Makes a shared arena, or joins one. */
export function shareMemory<Operations extends object>(
  binding: NativeBinding<Operations>,
  types: number,
  options: { readonly shared: SharedArenaOptions } | { readonly join: ArenaTicket },
  newError: (code: string, message: string) => ArenaError,
): { readonly ticket: ArenaTicket; readonly native: SharedNativeArena & Operations } {
  if ("join" in options) {
    const { memory, id } = options.join;
    return {
      ticket: options.join,
      native: new binding.SharedNativeArena(new Uint8Array(memory), id, newError),
    };
  }
  const sizes = sharedSizes(options.shared);
  const memory = allocateMemory(slabOffset(types, sizes) + sizes.slabUnits * slabUnitBytes);
  const native = new binding.SharedNativeArena(new Uint8Array(memory), sizes, newError);
  return { ticket: { id: native.id, memory, ...sizes }, native };
}
