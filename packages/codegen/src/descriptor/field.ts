import { type DescField, ScalarType } from "@bufbuild/protobuf";
import { FeatureSet_FieldPresence as Presence } from "@bufbuild/protobuf/wkt";
import type { Field, FieldRule, FieldType, MapKeyKind, ScalarKind } from "./schema.ts";

const scalarNames: { readonly [Type in ScalarType]: ScalarKind } = {
  [ScalarType.DOUBLE]: "double",
  [ScalarType.FLOAT]: "float",
  [ScalarType.INT64]: "int64",
  [ScalarType.UINT64]: "uint64",
  [ScalarType.INT32]: "int32",
  [ScalarType.FIXED64]: "fixed64",
  [ScalarType.FIXED32]: "fixed32",
  [ScalarType.BOOL]: "bool",
  [ScalarType.STRING]: "string",
  [ScalarType.BYTES]: "bytes",
  [ScalarType.UINT32]: "uint32",
  [ScalarType.SFIXED32]: "sfixed32",
  [ScalarType.SFIXED64]: "sfixed64",
  [ScalarType.SINT32]: "sint32",
  [ScalarType.SINT64]: "sint64",
};

/** The part of a field's descriptor that its layout and its wire format follow from. */
export function readField(field: DescField): Pick<Field, "number" | "type" | "rule"> {
  return { number: field.number, type: readType(field), rule: readRule(field) };
}

function readType(field: DescField): FieldType {
  if (field.message !== undefined) return { kind: "message", name: field.message.typeName };
  if (field.enum !== undefined) return { kind: "enum", name: field.enum.typeName };
  return { kind: scalarNames[field.scalar] };
}

function readRule(field: DescField): FieldRule {
  if (field.fieldKind === "list") return { rule: "repeated", packed: field.packed };
  if (field.fieldKind === "map") return { rule: "map", key: readKey(field) };
  if (field.oneof !== undefined) return { rule: "oneof", oneof: field.oneof.name };
  if (field.fieldKind !== "message" && field.presence === Presence.EXPLICIT) return { rule: "optional" };
  return { rule: "singular" };
}

function readKey(field: DescField & { fieldKind: "map" }): MapKeyKind {
  const kind = scalarNames[field.mapKey];
  if (kind === "double" || kind === "float" || kind === "bytes") {
    throw new TypeError(`${field.parent.typeName}.${field.name} has a map key of type ${kind}`);
  }
  return kind;
}
