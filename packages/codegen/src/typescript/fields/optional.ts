import type { ValueType } from "../../descriptor/schema.ts";
import type { FieldLayout } from "../../layout/struct.ts";
import { documentation } from "../documentation.ts";
import { asBranch, type Base, localBase, valueCode, viewBase, wordAt } from "../value.ts";
import { type FieldCode, type MessageContext, plainMembers, refuseFreed } from "./field-code.ts";

/** A field with a presence bit: undefined while absent, and set to undefined to clear it. */
export function optionalField(
  { field, offset }: FieldLayout,
  type: ValueType,
  presenceOffset: number,
  bit: number,
  { layout, view, properties, scope }: MessageContext,
): FieldCode {
  const property = properties.field(field.name);
  const value = valueCode(type, offset, `${view}.${property}`, layout.typeId, scope);
  const mask = `0x${(2 ** bit).toString(16)}`;
  const cell = ({ slab, word }: Base) => `${slab}.i32[${wordAt(word, presenceOffset)}]`;
  const getter = (name: string, result: string, read: string) => [
    `  get ${name}(): ${result} | undefined {`,
    refuseFreed,
    `    if (((${cell(viewBase)} as number) & ${mask}) === 0) return undefined;`,
    `    return ${read};`,
    "  }",
  ];
  const members = [
    ...documentation(field, "  "),
    ...getter(property, value.type, value.read(viewBase)),
    `  set ${property}(value: ${value.written} | undefined) {`,
    refuseFreed,
    "    if (value === undefined) {",
    `      ${value.clear(viewBase)}`,
    `      ${cell(viewBase)} = (${cell(viewBase)} as number) & ~${mask};`,
    "      return;",
    "    }",
    ...(value.check === undefined ? [] : [`    ${value.check}`]),
    `    ${value.write(viewBase)}`,
    `    ${cell(viewBase)} = (${cell(viewBase)} as number) | ${mask};`,
    "  }",
  ];
  if (value.readBigInt !== undefined) {
    const comment = `  /** {@link ${property}} as a bigint, however large. */`;
    members.push(comment, ...getter(`${property}AsBigInt`, "bigint", value.readBigInt(viewBase)));
  }
  const isPresent = `((${cell(localBase)} as number) & ${mask}) !== 0`;
  return {
    ...plainMembers(property, `${value.plain} | undefined`, value.written),
    members,
    readsStruct: true,
    assignsStruct: false,
    property,
    plain: `${isPresent} ? ${asBranch(value.readPlain(localBase))} : undefined`,
    calls: value.calls,
    assign: [`    if (init.${property} !== undefined) this.${property} = init.${property};`],
    constants: [],
  };
}
