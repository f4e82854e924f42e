/** Arenas whose requests for memory fail when a test wants it. */
import { Arena, addon, schema } from "../../src/index.ts";
import type { NativeBinding } from "../../src/runtime/index.ts";

type GiveMemory = (bytes: number, position: number) => unknown;

/** An arena whose functions that give memory are replaced by what `replace` makes of them. */
export function arenaWith(
  replaceSlabs: (give: GiveMemory) => GiveMemory,
  replaceChunks = replaceSlabs,
): Arena {
  const NativeArena = new Proxy(addon.NativeArena, {
    construct: (target, [control, newSlab, newSlotChunk, errorClass]) =>
      Reflect.construct(target, [control, replaceSlabs(newSlab), replaceChunks(newSlotChunk), errorClass]),
  });
  const binding: NativeBinding = { ...addon, NativeArena };
  return new Arena(binding, schema, { slabBytes: 2 ** 17 });
}

/** An arena whose requests succeed until `allowed.left` is used up, and then are answered by `fail`. */
export function limitedArena(fail: (bytes: number) => unknown): { arena: Arena; allowed: { left: number } } {
  const allowed = { left: Number.POSITIVE_INFINITY };
  const arena = arenaWith(
    (give) => (bytes, position) => (allowed.left-- > 0 ? give(bytes, position) : fail(bytes)),
  );
  return { arena, allowed };
}
