import type { StructLayout } from "../layout/struct.ts";
import { rustDocumentation } from "./documentation.ts";
import { fieldConstants } from "./names.ts";
import { cellType, type RustContext } from "./types.ts";

/**
 * A constant for each `optional` field and each member of a oneof, by which code reads what may be absent; `names` are
 * those of the struct by offset.
 */
export function constants(
  layout: StructLayout,
  names: ReadonlyMap<number, string>,
  context: RustContext,
): string[] {
  const { crate } = context;
  const constantNames = fieldConstants(layout);
  return layout.fields.flatMap(({ field, placement, offset }) => {
    const name = constantNames.get(field.number);
    const cell = cellType(field.type, context);
    const declared = (type: string, value: string) => [
      ...rustDocumentation(field, "    "),
      `    pub const ${name}: ::${crate}::${type}<Self, ${cell}> =`,
      `        ::${crate}::${type}::new(${value});`,
    ];
    const word = (wordOffset: number) => `|it| &it.${names.get(wordOffset)}`;
    if (placement.rule === "optional") {
      const { presenceOffset, bit } = placement;
      return declared("OptionalField", `${word(presenceOffset)}, ${bit}, ${word(offset)}`);
    }
    if (placement.rule === "oneof") {
      const { caseOffset } = placement.oneof;
      const member = `|it| it.${names.get(offset)}.member()`;
      return declared("OneofMember", `${field.number}, ${word(caseOffset)}, ${member}`);
    }
    return [];
  });
}
