import { createRequire } from "node:module";
import { addonFile } from "./addon-file.ts";

/** What crates/strait-gc exports. Content is words that follow from a seed: see {@link wordsOf}. */
export type GcAddon = {
  /** An external `ArrayBuffer`; with `told`, V8 hears of the bytes by `napi_adjust_external_memory`, too. */
  external(bytes: number, seed: number, told: boolean): ArrayBuffer;
  /** The same bytes behind an opaque value. */
  wrapped(bytes: number, seed: number, told: boolean): object;
  /** The sum of one word of each 64 bytes behind such a value. */
  sumWrapped(value: object): number;
  fill(buffer: Uint8Array, seed: number): void;
  /** An array that Rust makes. */
  numbers(count: number, seed: number): number[];
  /** What was handed out by `external` and `wrapped`, and whose finalizer has run; bytes of the rest. */
  census(): Census;
};

export type Census = { readonly made: number; readonly finalized: number; readonly bytes: number };

/** Loading this module throws, with what to do, when the add-on was not built. */
export const addon: GcAddon = load();

function load(): GcAddon {
  try {
    return createRequire(import.meta.url)(addonFile);
  } catch (cause) {
    throw new Error(`the add-on ${addonFile} cannot be loaded; run \`npx nx run gc:build\` to build it`, {
      cause,
    });
  }
}
