import type { FieldType } from "../descriptor/schema.ts";

/** Size and alignment in bytes. */
export type Extent = { readonly size: number; readonly alignment: number };

/** Address and length of what a string, bytes, repeated or map field holds; likewise the unknown fields. */
export const span: Extent = { size: 8, alignment: 4 };

/** A presence word, and the cell that names the current member of a oneof. */
export const word: Extent = { size: 4, alignment: 4 };

const word8: Extent = { size: 8, alignment: 8 };
const byte: Extent = { size: 1, alignment: 1 };

const extents: { readonly [Kind in FieldType["kind"]]: Extent } = {
  double: word8,
  int64: word8,
  uint64: word8,
  sint64: word8,
  fixed64: word8,
  sfixed64: word8,
  float: word,
  int32: word,
  uint32: word,
  sint32: word,
  fixed32: word,
  sfixed32: word,
  enum: word,
  message: word,
  string: span,
  bytes: span,
  bool: byte,
};

/** What one value of a type takes: as a singular field, as an element, or as a key or value of a map. */
export function extentOf(type: Pick<FieldType, "kind">): Extent {
  return extents[type.kind];
}

export function roundUp(bytes: number, alignment: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}
