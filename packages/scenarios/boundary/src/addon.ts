import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { Arena, schema } from "@strait/native";
import type { NativeBinding } from "@strait/native/runtime";
import type { Content, MixedMessageContent } from "./generated/content.ts";
import type { Received } from "./generated/read/napi-rs.ts";

/** The add-on's file; koffi opens the same one, so both see the same checksum. */
export const addonFile = fileURLToPath(new URL("../generated/strait-boundary.node", import.meta.url));

/** Operations that the arenas of this add-on have: each reads a message and returns the handle of its answer. */
type Operations = { readonly [Name in keyof Content as `answer${Name}`]: (question: number) => number };

/** What crates/strait-boundary exports. A message is numbered by its place in `messageNames`. */
export type BoundaryAddon = NativeBinding<Operations> & {
  /** The weights of all messages that Rust has read since the last call. */
  takeChecksum(): number;
  protobuf(message: number, bytes: Uint8Array): Buffer;
  json(message: number, text: string): string;
  messagePack(message: number, bytes: Uint8Array): Buffer;
  flatBuffers(message: number, bytes: Uint8Array): Buffer;
  external(message: number, block: ArrayBuffer, length: number): ArrayBuffer;
  properties(message: number, object: Content[keyof Content]): Content[keyof Content];
  /** By the name of the message, uncapitalised. */
  readonly objects: {
    readonly [Name in keyof Content as Uncapitalize<Name>]: (message: Content[Name]) => Received[Name];
  };
  decodeMixed(bytes: Uint8Array): MixedMessageContent;
};

/** Loading this module throws, with what to do, when the add-on was not built. */
export const addon: BoundaryAddon = loadAddon();

/** An arena of this add-on. */
export function createBoundaryArena(): Arena<Operations> {
  return new Arena(addon, schema);
}

function loadAddon(): BoundaryAddon {
  try {
    return createRequire(import.meta.url)(addonFile);
  } catch (cause) {
    throw new Error(
      `the add-on ${addonFile} cannot be loaded; run \`npx nx run boundary:build\` to build it`,
      {
        cause,
      },
    );
  }
}
