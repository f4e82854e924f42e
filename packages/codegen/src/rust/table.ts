import type { FieldType, ScalarKind } from "../descriptor/schema.ts";
import type { MessageLayout, SchemaLayout } from "../layout/schema.ts";
import type { FieldLayout, Placement } from "../layout/struct.ts";
import type { RustContext } from "./types.ts";

/** The constant with a message's entry in the table of the schema. */
export function messageTable(
  { message, size, fields }: MessageLayout,
  { crate, layout }: RustContext,
): string[] {
  const used = fields.length === 0 ? ["MessageLayout"] : ["FieldLayout", "Kind", "MessageLayout", "Rule"];
  const rows = fields.map((field) => `                ${fieldTable(field, layout)},`);
  return [
    `    pub(super) const LAYOUT: ::${crate}::MessageLayout = {`,
    `        use ::${crate}::${used.length === 1 ? used[0] : `{${used.join(", ")}}`};`,
    "        MessageLayout {",
    `            name: ${JSON.stringify(message.fullName)},`,
    `            size: ${size},`,
    ...(rows.length === 0
      ? ["            fields: &[],"]
      : ["            fields: &[", ...rows, "            ],"]),
    "        }",
    "    };",
  ];
}

function fieldTable({ field, offset, placement }: FieldLayout, schema: SchemaLayout): string {
  const members = [
    `name: ${JSON.stringify(field.name)}`,
    `number: ${field.number}`,
    `kind: ${kindOf(field.type, schema)}`,
    `rule: ${ruleOf(placement)}`,
    `offset: ${offset}`,
  ];
  return `FieldLayout { ${members.join(", ")} }`;
}

function kindOf(type: FieldType, schema: SchemaLayout): string {
  switch (type.kind) {
    case "message":
      return `Kind::Message(${schema.message(type.name).typeId})`;
    case "enum":
      return `Kind::Enum(${schema.enum(type.name).index})`;
    default:
      return scalarKind(type.kind);
  }
}

function scalarKind(kind: ScalarKind): string {
  return `Kind::${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}

function ruleOf(placement: Placement): string {
  switch (placement.rule) {
    case "singular":
      return `Rule::Singular`;
    case "optional":
      return `Rule::Optional { presence_offset: ${placement.presenceOffset}, bit: ${placement.bit} }`;
    case "oneof": {
      const { caseOffset, extent } = placement.oneof;
      return `Rule::Oneof { case_offset: ${caseOffset}, size: ${extent.size} }`;
    }
    case "repeated":
      return `Rule::Repeated { packed: ${placement.packed} }`;
    case "map": {
      const { stride, valueOffset } = placement.entry;
      const key = scalarKind(placement.key);
      return `Rule::Map { key: ${key}, stride: ${stride}, value_offset: ${valueOffset} }`;
    }
  }
}
