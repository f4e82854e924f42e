import { schema } from "./generated/schema.ts";
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
refuseOtherLayout(addon, schema);

/**
 * An arena for messages of the stress schema. Throws LAYOUT_MISMATCH when views and add-on come from different schemas.
 *
 * @example
 * const arena = createArena();
 * using tick = PriceTick.create(arena);
 */
export function createArena(options?: ArenaOptions): Arena {
  return new Arena(addon, schema, options);
}

/** What is under test: hashes of the add-on's file and of the layout it was built for, in hexadecimal. */
export async function addonIdentity(): Promise<{ name: string; fileHash: string; layoutHash: string }> {
  // Loaded when asked for: whoever only wants an arena would wait 6 ms for it, which is a twentieth of a short fork.
  const [{ createHash }, { readFile }] = await Promise.all([
    import("node:crypto"),
    import("node:fs/promises"),
  ]);
  return {
    name: "strait-native",
    fileHash: createHash("sha256")
      .update(await readFile(file))
      .digest("hex"),
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
