import type { FieldLayout } from "../layout/struct.ts";
import type { MessageContext } from "./fields/field-code.ts";

/** The static member that tells whatever works on any message about this one. */
export function messageType(context: MessageContext): string[] {
  const { layout, view, scope } = context;
  const rows = layout.fields.map((field) => `      ${fieldType(field, context)},`);
  return [
    `  static readonly type: ${scope.runtimeType("MessageType")}<${view}> = {`,
    `    id: ${layout.typeId},`,
    `    name: ${JSON.stringify(layout.message.fullName)},`,
    `    size: ${layout.size},`,
    `    sizeClass: ${layout.sizeClass},`,
    `    view: () => ${view},`,
    ...(rows.length === 0 ? ["    fields: [],"] : ["    fields: [", ...rows, "    ],"]),
    "  };",
  ];
}

function fieldType(
  { field, placement }: FieldLayout,
  { properties, enumNumbers, scope }: MessageContext,
): string {
  const { name, number, type } = field;
  const members = [
    `name: ${JSON.stringify(name)}`,
    `property: ${JSON.stringify(properties.field(name))}`,
    `number: ${number}`,
    `kind: "${type.kind}"`,
    `rule: "${placement.rule}"`,
  ];
  if (placement.rule === "map") members.push(`key: "${placement.key}"`);
  if (placement.rule === "oneof") members.push(`oneof: "${properties.oneof(placement.oneof.name)}"`);
  if (type.kind === "message") members.push(`message: () => ${scope.view(type.name)}.type`);
  if (type.kind === "enum") members.push(`enumValues: [${enumNumbers(type.name).join(", ")}]`);
  return `{ ${members.join(", ")} }`;
}
