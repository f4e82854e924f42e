/** A schema as the generator sees it: what a descriptor says, without what a layout or a language needs. */

/** The fifteen scalar types of protobuf. */
export const scalarKinds = [
  "double",
  "float",
  "int32",
  "int64",
  "uint32",
  "uint64",
  "sint32",
  "sint64",
  "fixed32",
  "fixed64",
  "sfixed32",
  "sfixed64",
  "bool",
  "string",
  "bytes",
] as const;

export type ScalarKind = (typeof scalarKinds)[number];

/** Scalar types that may be the key of a map. */
export type MapKeyKind = Exclude<ScalarKind, "double" | "float" | "bytes">;

/** The type of a field, of an element of a repeated field, or of a map's value. */
export type FieldType = ValueType | { readonly kind: "message"; readonly name: string };

/** A type that is not a message. The name of an enum is its full name, like that of a message. */
export type ValueType = { readonly kind: ScalarKind } | { readonly kind: "enum"; readonly name: string };

export type FieldRule =
  | { readonly rule: "singular" }
  /** A scalar or enum with explicit presence. A sub-message is always `singular`: absence shows in its slot. */
  | { readonly rule: "optional" }
  /** `oneof` is the name of the group in the schema. */
  | { readonly rule: "oneof"; readonly oneof: string }
  | { readonly rule: "repeated"; readonly packed: boolean }
  | { readonly rule: "map"; readonly key: MapKeyKind };

/** A place in a `.proto` file; line and column count from 1. Both are 0 when the descriptor has no source info. */
export type SourceLocation = { readonly file: string; readonly line: number; readonly column: number };

/** What every declaration carries. */
export type Declaration = {
  readonly name: string;
  readonly location: SourceLocation;
  /** The comments above and behind the declaration, without comment signs; empty when there are none. */
  readonly comment: string;
  readonly deprecated: boolean;
};

export type Field = Declaration & {
  readonly number: number;
  readonly type: FieldType;
  readonly rule: FieldRule;
};

export type Message = Declaration & {
  /** Package, outer messages and name, joined by dots. */
  readonly fullName: string;
  /** Outer messages and name joined by underscores: the name in both generated languages, before keywords. */
  readonly typeName: string;
  /** By field number. */
  readonly fields: readonly Field[];
  readonly oneofs: readonly Declaration[];
};

export type EnumValue = Declaration & {
  readonly number: number;
  /** The name without the prefix that repeats the enum's name: `BUY` for `SIDE_BUY` in `enum Side`. */
  readonly shortName: string;
};

export type Enumeration = Declaration & {
  readonly fullName: string;
  readonly typeName: string;
  /** As declared; several may share a number. */
  readonly values: readonly EnumValue[];
};

export type SchemaFile = {
  /** Path under the import root, such as `strait/stress/v1/market.proto`. */
  readonly path: string;
  readonly package: string;
  /** The comment above the `package` statement. */
  readonly comment: string;
  /** Nested messages follow the one that holds them. */
  readonly messages: readonly Message[];
  readonly enums: readonly Enumeration[];
};

export type Schema = {
  /** The package of the first file that is not one of protobuf's own. */
  readonly package: string;
  readonly files: readonly SchemaFile[];
};
