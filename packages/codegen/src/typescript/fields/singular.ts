import type { ValueType } from "../../descriptor/schema.ts";
import type { FieldLayout } from "../../layout/struct.ts";
import { documentation } from "../documentation.ts";
import { localBase, valueCode, viewBase } from "../value.ts";
import { type FieldCode, type MessageContext, plainMembers, refuseFreed } from "./field-code.ts";

/** A scalar, enum, string or bytes field without presence. */
export function singularField(
  { field, offset }: FieldLayout,
  type: ValueType,
  { layout, view, properties, scope }: MessageContext,
): FieldCode {
  const property = properties.field(field.name);
  const value = valueCode(type, offset, `${view}.${property}`, layout.typeId, scope);
  const members = [
    ...documentation(field, "  "),
    `  get ${property}(): ${value.type} {`,
    refuseFreed,
    `    return ${value.read(viewBase)};`,
    "  }",
    `  set ${property}(value: ${value.written}) {`,
    refuseFreed,
    ...(value.check === undefined ? [] : [`    ${value.check}`]),
    `    ${value.write(viewBase)}`,
    "  }",
  ];
  if (value.readBigInt !== undefined) {
    members.push(
      `  /** {@link ${property}} as a bigint, however large. */`,
      `  get ${property}AsBigInt(): bigint {`,
      refuseFreed,
      `    return ${value.readBigInt(viewBase)};`,
      "  }",
    );
  }
  return {
    ...plainMembers(property, value.plain, value.written),
    members,
    property,
    plain: value.readPlain(localBase),
    calls: value.calls,
    readsStruct: true,
    assign: [
      `    if (init.${property} !== undefined) {`,
      `      const value = init.${property};`,
      "      if (slots[entry] !== generation) this.$refuse();",
      ...(value.check === undefined ? [] : [`      ${value.check}`]),
      `      ${value.write(localBase)}`,
      "    }",
    ],
    assignsStruct: true,
    constants: [],
  };
}
