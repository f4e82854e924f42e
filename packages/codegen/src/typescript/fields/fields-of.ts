import { childField } from "./child.ts";
import type { FieldCode, MessageContext } from "./field-code.ts";
import { mapField } from "./map.ts";
import { oneofField } from "./oneof.ts";
import { optionalField } from "./optional.ts";
import { repeatedField } from "./repeated.ts";
import { singularField } from "./singular.ts";

/** The code of every field in order of number; a oneof counts as its lowest. */
export function fieldsOf(context: MessageContext): FieldCode[] {
  const { fields, message: declared } = context.layout;
  const codes: FieldCode[] = [];
  for (const layout of fields) {
    const { field, placement } = layout;
    if (placement.rule === "repeated") codes.push(repeatedField(layout, context));
    else if (placement.rule === "map") codes.push(mapField(layout, placement.key, placement.entry, context));
    else if (placement.rule === "oneof") {
      const members = fields.filter(
        (other) => other.placement.rule === "oneof" && other.placement.oneof === placement.oneof,
      );
      const declaration = declared.oneofs.find(({ name }) => name === placement.oneof.name);
      if (members[0] === layout && declaration !== undefined) {
        codes.push(oneofField(placement.oneof, declaration, members, context));
      }
    } else if (field.type.kind === "message") codes.push(childField(layout, field.type.name, context));
    else if (placement.rule === "singular") codes.push(singularField(layout, field.type, context));
    else {
      const { presenceOffset, bit } = placement;
      codes.push(optionalField(layout, field.type, presenceOffset, bit, context));
    }
  }
  return codes;
}
