import type { Declaration } from "../descriptor/schema.ts";
import type { MessageLayout } from "../layout/schema.ts";
import type { StructMember } from "../layout/struct.ts";
import { rustDocumentation } from "./documentation.ts";
import { namedMembers } from "./names.ts";
import { messageTable } from "./table.ts";
import { cellType, memberType, type RustContext } from "./types.ts";

/** The struct of a message, the proof that it is laid out as planned, and its entry in the layout table. */
export function rustMessage(layout: MessageLayout, context: RustContext): string[] {
  const { message, size, typeId } = layout;
  const { crate } = context;
  const type = context.typeName(message.fullName);
  const members = namedMembers(layout);
  const names = new Map(members.map(({ member, name }) => [member.offset, name]));
  const lines = [...rustDocumentation(message, ""), "#[repr(C, align(8))]", `pub struct ${type} {`];
  for (const { member, name } of members) {
    lines.push(...memberDocumentation(member, names, layout, context));
    lines.push(`    pub ${name}: ${memberType(member, context)},`);
  }
  lines.push("}", "");
  lines.push("const _: () = {");
  lines.push("    use ::core::mem::{align_of, offset_of, size_of};");
  lines.push(`    assert!(size_of::<${type}>() == ${size});`);
  lines.push(`    assert!(align_of::<${type}>() == 8);`);
  for (const { member, name } of members) {
    lines.push(`    assert!(offset_of!(${type}, ${name}) == ${member.offset});`);
  }
  lines.push("};", "");
  lines.push(`impl ${type} {`);
  lines.push(...messageTable(layout, context));
  lines.push("}", "");
  lines.push(
    "// SAFETY: LAYOUT says where every cell of the struct is, as asserted above, and any bytes are valid in each.",
  );
  lines.push(`unsafe impl ::${crate}::Message for ${type} {`);
  lines.push(`    const TYPE_ID: u16 = ${typeId};`);
  lines.push(`    fn schema() -> &'static ::${crate}::Schema {`);
  lines.push("        &super::SCHEMA");
  lines.push("    }");
  lines.push("}");
  return lines;
}

/** The comment of a field or oneof, and how Rust learns whether it is set: structs have no accessors. */
function memberDocumentation(
  member: StructMember,
  names: ReadonlyMap<number, string>,
  { message, fields }: MessageLayout,
  context: RustContext,
): string[] {
  const link = (offset: number) => `[\`${names.get(offset)}\`](Self::${names.get(offset)})`;
  const documented = (declaration: Declaration | undefined, rule: string) => {
    const comment = declaration?.comment ?? "";
    const deprecated = declaration?.deprecated ?? false;
    return rustDocumentation(
      { comment: comment === "" ? rule : `${comment}\n\n${rule}`, deprecated },
      "    ",
    );
  };
  if (member.part === "field") {
    const { field, placement } = member.layout;
    if (placement.rule !== "optional") return rustDocumentation(field, "    ");
    return documented(
      field,
      `Present when bit ${placement.bit} of ${link(placement.presenceOffset)} is set.`,
    );
  }
  if (member.part !== "storage") return [];
  const { name, caseOffset } = member.oneof;
  const cells = fields
    .filter(({ placement }) => placement.rule === "oneof" && placement.oneof === member.oneof)
    .map(({ field }) => {
      const cell = cellType(field.type, context).replaceAll(`::${context.crate}::`, "");
      return `${field.number} \`${field.name}: ${cell}\``;
    });
  return documented(
    message.oneofs.find((oneof) => oneof.name === name),
    `What ${link(caseOffset)} says: ${cells.join(", ")}.`,
  );
}
