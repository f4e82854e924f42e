import type { FieldType, ValueType } from "../descriptor/schema.ts";
import type { SchemaLayout } from "../layout/schema.ts";
import type { OneofLayout, StructMember } from "../layout/struct.ts";

/** What the Rust generator knows while it writes one module. */
export type RustContext = {
  /** Name of the crate with the cell types, as Rust code says it (with underscores). */
  readonly crate: string;
  readonly layout: SchemaLayout;
  /** A message or enum, by full name, as this module says it. */
  readonly typeName: (fullName: string) => string;
};

const primitives: { readonly [Kind in Exclude<ValueType["kind"], "string" | "bytes">]: string } = {
  double: "f64",
  float: "f32",
  int32: "i32",
  sint32: "i32",
  sfixed32: "i32",
  enum: "i32",
  uint32: "u32",
  fixed32: "u32",
  int64: "i64",
  sint64: "i64",
  sfixed64: "i64",
  uint64: "u64",
  fixed64: "u64",
  bool: "bool",
};

/** The cell type of a struct member. */
export function memberType(member: StructMember, context: RustContext): string {
  const { crate } = context;
  switch (member.part) {
    case "unknown":
      return `::${crate}::Unknown`;
    case "presence":
      return `::${crate}::Presence`;
    case "case":
      return `::${crate}::Case`;
    case "storage":
      return storageType(member.oneof, crate);
    case "field": {
      const { field, placement } = member.layout;
      const element = elementType(field.type, context);
      if (placement.rule === "repeated") return `::${crate}::List<${element}>`;
      if (placement.rule === "map")
        return `::${crate}::Table<${elementType({ kind: placement.key }, context)}, ${element}>`;
      return cellType(field.type, context);
    }
  }
}

/** The cell of one value: of a singular field, or of a member of a oneof. */
export function cellType(type: FieldType, context: RustContext): string {
  const element = elementType(type, context);
  const isPrimitive = type.kind !== "message" && type.kind !== "string" && type.kind !== "bytes";
  return isPrimitive ? `::${context.crate}::Shared<${element}>` : element;
}

function storageType({ extent }: OneofLayout, crate: string): string {
  if (extent.alignment === 1) return `::${crate}::OneofStorage1`;
  return `::${crate}::OneofStorage${extent.alignment}<${extent.size / extent.alignment}>`;
}

/** The type of an element of a repeated field, or of a key or value of a map. */
function elementType(type: FieldType, { crate, typeName }: RustContext): string {
  switch (type.kind) {
    case "message":
      return `::${crate}::Child<${typeName(type.name)}>`;
    case "string":
      return `::${crate}::Text`;
    case "bytes":
      return `::${crate}::Blob`;
    default:
      return primitives[type.kind];
  }
}
