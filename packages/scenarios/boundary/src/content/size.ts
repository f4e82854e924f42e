import type { Content, MessageName } from "../generated/content.ts";
import { visitFields } from "./visit.ts";

const fixed = { int32: 4, int64: 8, double: 8, bool: 1, string: 0, child: 0, list: 0 } as const;

/** Bytes of content: numbers at their own size, a bool as one, text in UTF-8. What any crossing adds to it is its own. */
export function contentBytes<Name extends MessageName>(name: Name, content: Content[Name]): number {
  let bytes = 0;
  visitFields(name, content, ({ kind }, value) => {
    bytes += typeof value === "string" ? Buffer.byteLength(value) : fixed[kind];
  });
  return bytes;
}

/** Bytes in which the message surely fits as C structs with their text, each aligned to double words. */
export function upperBound<Name extends MessageName>(name: Name, content: Content[Name]): number {
  let bytes = 64;
  visitFields(name, content, (_, value) => {
    // A field takes 8 bytes at most beside its text; a struct's own padding and offsets are less than what bools leave.
    bytes += 24 + (typeof value === "string" ? 3 * value.length + 8 : 0);
  });
  return (bytes + 7) & -8;
}
