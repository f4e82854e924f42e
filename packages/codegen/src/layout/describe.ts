import type { EnumValue, FieldType } from "../descriptor/schema.ts";
import type { EnumLayout, MessageLayout } from "./schema.ts";
import type { FieldLayout } from "./struct.ts";

/** Version of docs/layout.md, which the text opens with. */
const layoutVersion = 2;

/**
 * The layout of a schema as text, one line per message, field, enum and enum value. It says all that gives a byte in
 * the arena or on the wire its meaning, and nothing else: comments, files and the order of declarations leave no trace.
 *
 * @example
 * // strait layout 2
 * // message strait.stress.v1.Quote 32
 * // field 1 bid double singular 8
 * // field 2 note string optional 20 presence 16 bit 0
 */
export function describeLayout(messages: readonly MessageLayout[], enums: readonly EnumLayout[]): string {
  const lines = [
    `strait layout ${layoutVersion}`,
    ...messages.flatMap(({ message, size, fields }) => [
      `message ${message.fullName} ${size}`,
      ...fields.map(describeField),
    ]),
    ...enums.flatMap(({ enumeration }) => [
      `enum ${enumeration.fullName}`,
      ...[...enumeration.values].sort(byNumber).map(({ name, number }) => `value ${number} ${name}`),
    ]),
  ];
  return `${lines.join("\n")}\n`;
}

function describeField({ field, offset, placement }: FieldLayout): string {
  const head = `field ${field.number} ${field.name} ${describeType(field.type)} ${placement.rule}`;
  switch (placement.rule) {
    case "singular":
      return `${head} ${offset}`;
    case "optional":
      return `${head} ${offset} presence ${placement.presenceOffset} bit ${placement.bit}`;
    case "oneof": {
      const { name, caseOffset, extent } = placement.oneof;
      return `${head} ${name} ${offset} size ${extent.size} case ${caseOffset}`;
    }
    case "repeated":
      return `${head}${placement.packed ? " packed" : ""} ${offset}`;
    case "map": {
      const { stride, valueOffset } = placement.entry;
      return `${head} ${placement.key} ${offset} stride ${stride} value ${valueOffset}`;
    }
  }
}

function describeType(type: FieldType): string {
  return type.kind === "enum" || type.kind === "message" ? `${type.kind} ${type.name}` : type.kind;
}

function byNumber(a: EnumValue, b: EnumValue): number {
  return a.number - b.number || (a.name < b.name ? -1 : 1);
}
