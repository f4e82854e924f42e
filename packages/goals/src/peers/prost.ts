import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import type { TenFields } from "../content/ten-fields.ts";

/** The add-on of the crate `strait-prost-addon`. */
export const prostFile: string = join(resolve(import.meta.dirname, "../.."), "generated/prost.node");

/** What it exports. */
export type ProstAddon = {
  /** Decodes a MixedMessage with prost, and returns ten of its fields as an object that Node-API made. */
  decodeTenFields(bytes: Uint8Array): TenFields;
};

/** @throws Error, with what to do, when it was not built */
export function loadProst(): ProstAddon {
  try {
    return createRequire(import.meta.url)(prostFile);
  } catch (cause) {
    throw new Error(`${prostFile} cannot be loaded; run \`npx nx run goals:build\` to build it`, { cause });
  }
}
