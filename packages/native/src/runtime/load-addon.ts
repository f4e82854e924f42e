import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { NativeBinding } from "./native-binding.ts";

/**
 * Loads an add-on built on the `strait-native` crate. `Operations` declares the operations of its own, which Rust code
 * registers by name. Throws an Error that names the file and the reason when it cannot be loaded.
 *
 * @example
 * const addon = loadAddon<{ spread(tick: number): number }>(new URL("my-addon.node", import.meta.url));
 * const arena = new Arena(addon, { layoutHash, types });
 */
export function loadAddon<Operations extends object = object>(file: URL): NativeBinding<Operations> {
  const path = fileURLToPath(file);
  try {
    return createRequire(import.meta.url)(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the add-on ${path} cannot be loaded: ${reason}`, { cause });
  }
}
