import type { Declaration } from "../descriptor/schema.ts";
import type { MessageLayout } from "../layout/schema.ts";
import type { StructMember } from "../layout/struct.ts";
import { constants } from "./constants.ts";
import { rustDocumentation } from "./documentation.ts";
import { fieldConstants, namedMembers } from "./names.ts";
import { messageTable } from "./table.ts";
import { memberType, type RustContext } from "./types.ts";

/** The struct of a message, the proof that it is laid out as planned, and its entry in the layout table. */
export function rustMessage(layout: MessageLayout, context: RustContext): string[] {
  const { message, size, typeId } = layout;
  const { crate } = context;
  const type = context.typeName(message.fullName);
  const members = namedMembers(layout);
  const names = new Map(members.map(({ member, name }) => [member.offset, name]));
  const lines = [...rustDocumentation(message, ""), "#[repr(C, align(8))]", `pub struct ${type} {`];
  for (const { member, name } of members) {
    lines.push(...memberDocumentation(member, layout));
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
  lines.push(...constants(layout, names, context));
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
function memberDocumentation(member: StructMember, layout: MessageLayout): string[] {
  const { message, fields } = layout;
  const constantNames = fieldConstants(layout);
  const link = (name: string | undefined) => `[\`${name}\`](Self::${name})`;
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
    return documented(field, `May be absent: ${link(constantNames.get(field.number))} tells.`);
  }
  if (member.part !== "storage") return [];

  const set = fields
    .filter(({ placement }) => placement.rule === "oneof" && placement.oneof === member.oneof)
    .map(({ field }) => link(constantNames.get(field.number)));
  return documented(
    message.oneofs.find((oneof) => oneof.name === member.oneof.name),
    `One of ${set.join(", ")}, or none.`,
  );
}
