import { fileURLToPath } from "node:url";
import type { NativeBinding } from "./native-binding.ts";

/**
 * Loads an add-on built on the `strait-native` crate. `Operations` declares the operations of its own, which Rust code
 * registers by name. Throws an Error that names the file and the reason when it cannot be loaded.
 *
 * @example
 * const addon = loadAddon<{ spread(tick: number): number }>(new URL("my-addon.node", import.meta.url));
 * const arena = new Arena(addon, schema);
 */
export function loadAddon<Operations extends object = object>(file: URL): NativeBinding<Operations> {
  const path = fileURLToPath(file);
  const module: { exports: NativeBinding<Operations> } = { exports: Object.create(Object.prototype) };
  try {
    process.dlopen(module, path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`the add-on ${path} cannot be loaded: ${reason}`, { cause });
  }
  return module.exports;
}

/**
 * The file that Cargo makes of a crate of type `cdylib`, by the crate's name, in a folder such as `target/release/`.
 *
 * @example addonFile(new URL("../target/release/", import.meta.url), "my-addon") // …/libmy_addon.so on Linux
 */
export function addonFile(folder: URL, crate: string): URL {
  const name = crate.replaceAll("-", "_");
  const files: Partial<Record<NodeJS.Platform, string>> = {
    darwin: `lib${name}.dylib`,
    win32: `${name}.dll`,
  };
  return new URL(files[process.platform] ?? `lib${name}.so`, folder);
}
