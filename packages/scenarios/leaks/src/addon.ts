import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { AddonIdentity } from "@strait/harness";
import { Arena, schema } from "@strait/native";
import type { ArenaOptions, NativeBinding } from "@strait/native/runtime";

/** What crates/strait-leaks exports beside the arenas of the stress schema. */
export type LeaksAddon = NativeBinding & {
  /** Blocks and bytes of the add-on's Rust heap that are in use, to the byte. */
  rustBlocks(): number;
  rustBytes(): number;
  /** Buffers over memory of Rust that are not given back, and their bytes. */
  lentBuffers(): number;
  lentBytes(): number;
  /** Makes a strong reference to an object and deletes it. */
  holdAndRelease(object: object): void;
  /** A buffer over memory of Rust, all of it 7. */
  externalBuffer(bytes: number): ArrayBuffer;
  /** Leaks to plant: a box of 16 bytes, a strong reference, a buffer whose finalizer gives nothing back. */
  leakBox(): void;
  leakReference(object: object): void;
  leakExternalBuffer(bytes: number): ArrayBuffer;
};

const file = fileURLToPath(new URL("../generated/strait-leaks.node", import.meta.url));

/** Loading this module throws, with what to do, when the add-on was not built. */
export const addon: LeaksAddon = loadBuilt();

/** An arena of this add-on. */
export function createCountedArena(options?: ArenaOptions): Arena {
  return new Arena(addon, schema, options);
}

export async function countedAddonIdentity(): Promise<AddonIdentity> {
  const [{ createHash }, { readFile }] = await Promise.all([
    import("node:crypto"),
    import("node:fs/promises"),
  ]);
  const fileHash = createHash("sha256")
    .update(await readFile(file))
    .digest("hex");
  return { name: "strait-leaks", fileHash, layoutHash: addon.layoutHash() };
}

function loadBuilt(): LeaksAddon {
  try {
    return createRequire(import.meta.url)(file);
  } catch (cause) {
    throw new Error(`the add-on ${file} cannot be loaded; run \`npx nx run leaks:build\` to build it`, {
      cause,
    });
  }
}
