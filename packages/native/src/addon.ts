import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { layoutHash, types } from "./generated/index.ts";
import {
  Arena,
  type ArenaOptions,
  loadAddon,
  type NativeBinding,
  refuseOtherLayout,
} from "./runtime/index.ts";

const file = new URL("../generated/strait-native.node", import.meta.url);

/** The add-on of the stress schema. Loading this module throws, with what to do, when it was not built, or for other views. */
export const addon: NativeBinding = loadBuilt();
refuseOtherLayout(addon, { layoutHash, types });

/**
 * An arena for messages of the stress schema. Throws LAYOUT_MISMATCH when views and add-on come from different schemas.
 *
 * @example
 * const arena = createArena();
 * using tick = PriceTick.create(arena);
 */
export function createArena(options?: ArenaOptions): Arena {
  return new Arena(addon, { layoutHash, types }, options);
}

/** What is under test: hashes of the add-on's file and of the layout it was built for, in hexadecimal. */
export function addonIdentity(): { name: string; fileHash: string; layoutHash: string } {
  return {
    name: "strait-native",
    fileHash: createHash("sha256").update(readFileSync(file)).digest("hex"),
    layoutHash: addon.layoutHash(),
  };
}

function loadBuilt(): NativeBinding {
  try {
    return loadAddon(file);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${reason}; run \`npx nx run native:build\` to build it`, { cause });
  }
}
