import type { ValueType } from "../descriptor/schema.ts";

/** Kinds that are read and written alike share a family: `sint32` and `sfixed32` are `int32` in memory. */
export type Family =
  | "double"
  | "float"
  | "int32"
  | "uint32"
  | "int64"
  | "uint64"
  | "bool"
  | "string"
  | "bytes";

const families: { readonly [Kind in ValueType["kind"]]: Family } = {
  double: "double",
  float: "float",
  int32: "int32",
  sint32: "int32",
  sfixed32: "int32",
  enum: "int32",
  uint32: "uint32",
  fixed32: "uint32",
  int64: "int64",
  sint64: "int64",
  sfixed64: "int64",
  uint64: "uint64",
  fixed64: "uint64",
  bool: "bool",
  string: "string",
  bytes: "bytes",
};

export function familyOf(kind: ValueType["kind"]): Family {
  return families[kind];
}
