import type { FieldKind, FieldType, MessageType } from "./runtime/index.ts";

/** Bytes of a span or of the span of unknown fields, and of a presence word or of the case of a oneof. */
const spanBytes = 8;
const wordBytes = 4;

/** Bytes of one value of a kind in a struct or an entry of a map: docs/layout.md. */
export function bytesOfKind(kind: FieldKind): number {
  switch (kind) {
    case "double":
    case "int64":
    case "uint64":
    case "sint64":
    case "fixed64":
    case "sfixed64":
    case "string":
    case "bytes":
      return 8;
    case "bool":
      return 1;
    default:
      return 4;
  }
}

/** What a kind is aligned to: a span to its words. */
function alignmentOf(kind: FieldKind): number {
  return kind === "string" || kind === "bytes" ? wordBytes : bytesOfKind(kind);
}

/**
 * Bytes of a struct that hold nothing: what is left of its size without unknown fields, fields, presence words, and
 * oneofs, whose members share the room of the largest.
 */
export function paddingOfStruct({ size, fields }: MessageType): number {
  const optional = fields.filter(({ rule, kind }) => rule === "optional" && kind !== "message").length;
  const oneofs = new Map<string, number>();
  let used = spanBytes + wordBytes * Math.ceil(optional / 32);
  for (const { rule, kind, oneof } of fields) {
    if (oneof !== undefined) oneofs.set(oneof, Math.max(oneofs.get(oneof) ?? 0, bytesOfKind(kind)));
    else used += rule === "repeated" || rule === "map" ? spanBytes : bytesOfKind(kind);
  }
  for (const bytes of oneofs.values()) used += wordBytes + bytes;
  return size - used;
}

/** Bytes of one entry of a map field that hold neither key nor value. */
export function paddingOfEntry({ key, kind }: FieldType): number {
  if (key === undefined) throw new Error("only the field of a map has entries");
  const roundUp = (bytes: number, alignment: number) => Math.ceil(bytes / alignment) * alignment;
  const stricter = Math.max(alignmentOf(key), alignmentOf(kind));
  const end = roundUp(bytesOfKind(key), alignmentOf(kind)) + bytesOfKind(kind);
  return roundUp(end, stricter) - bytesOfKind(key) - bytesOfKind(kind);
}

/**
 * Bytes that a message of this type takes at the very least with every field in its place: values and presence bits side by
 * side, without alignment, unknown fields or whole words for bits. What a struct has beyond that is the price of being
 * read in place.
 */
export function packedBytes({ fields }: MessageType): number {
  const bits = fields.filter(({ rule, kind }) => rule === "optional" && kind !== "message").length;
  const oneofs = new Map<string, number>();
  let bytes = Math.ceil(bits / 8);
  for (const { rule, kind, oneof } of fields) {
    if (oneof !== undefined) oneofs.set(oneof, Math.max(oneofs.get(oneof) ?? 0, bytesOfKind(kind)));
    else bytes += rule === "repeated" || rule === "map" ? spanBytes : bytesOfKind(kind);
  }
  // One byte tells which member of a oneof is set.
  for (const largest of oneofs.values()) bytes += 1 + largest;
  return bytes;
}
