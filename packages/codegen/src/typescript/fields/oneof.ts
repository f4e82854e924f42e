import type { Declaration } from "../../descriptor/schema.ts";
import type { FieldLayout, OneofLayout } from "../../layout/struct.ts";
import { documentation } from "../documentation.ts";
import { capitalized } from "../names.ts";
import { localBase, viewBase, wordAt } from "../value.ts";
import { type FieldCode, type MessageContext, refuseFreed } from "./field-code.ts";
import { memberAccessors, type OneofMember, oneofMember } from "./oneof-member.ts";

/** A oneof: which member is set, a way to clear it, and a property for each member, undefined unless it is that one. */
export function oneofField(
  oneof: OneofLayout,
  declaration: Declaration,
  fields: readonly FieldLayout[],
  context: MessageContext,
): FieldCode {
  const property = context.properties.oneof(oneof.name);
  const members = fields.map((field) => oneofMember(field, context));
  const clear = `clear${capitalized(property)}`;
  const object = context.scope.message(context.layout.message.fullName).object;
  return {
    objectMember: [`  readonly ${property}:`, ...union(members, "plain")],
    initMember: [`  readonly ${property}?:`, ...union(members, "written")],
    members: [
      ...documentation(declaration, "  "),
      ...caseGetter(property, oneof, members),
      ...members.flatMap((member) => memberAccessors(member, oneof, clear, context.scope)),
      ...clearMethod(clear, property, oneof, members, context),
      ...plainMethod(property, `${object}["${property}"]`, oneof, members),
    ],
    property,
    plain: `this.$${property}Object()`,
    calls: true,
    readsStruct: false,
    assignsStruct: false,
    assign: [
      `    switch (init.${property}?.case) {`,
      ...members.flatMap(({ name, assign }) => [
        `      case "${name}":`,
        `        ${assign(`init.${property}.value`)}`,
        "        break;",
      ]),
      "    }",
    ],
    constants: [],
  };
}

/** The type of the whole oneof, over several lines. */
function union(members: readonly OneofMember[], form: "plain" | "written"): string[] {
  const parts = members.map(
    (member) => `    | { readonly case: "${member.name}"; readonly value: ${member[form]} }`,
  );
  return [...parts, "    | undefined;"];
}

function caseGetter(property: string, oneof: OneofLayout, members: readonly OneofMember[]): string[] {
  const names = members.map(({ name }) => `"${name}"`).join(" | ");
  return [
    `  get ${property}Case(): ${names} | undefined {`,
    refuseFreed,
    `    switch (this.$slab.i32[${wordAt("this.$word", oneof.caseOffset)}]) {`,
    ...members.flatMap(({ name, number }) => [`      case ${number}:`, `        return "${name}";`]),
    "      default:",
    "        return undefined;",
    "    }",
    "  }",
  ];
}

function clearMethod(
  clear: string,
  property: string,
  oneof: OneofLayout,
  members: readonly OneofMember[],
  { layout, scope }: MessageContext,
): string[] {
  const caseCell = `this.$slab.i32[${wordAt("this.$word", oneof.caseOffset)}]`;
  const place = wordAt("this.$word", oneof.offset);
  const owners = (owns: OneofMember["owns"], release: () => string) => {
    const cases = members.filter((member) => member.owns === owns);
    if (cases.length === 0) return [];
    return [...cases.map(({ number }) => `      case ${number}:`), `        ${release()}`, "        break;"];
  };
  const released = [
    ...owners("block", () => `${scope.runtime("clearSpan")}(this.$slab, ${place}, ${layout.typeId});`),
    ...owners("message", () => `${scope.runtime("clearChild")}(this.$slab, ${place});`),
  ];
  return [
    `  /** Clears the member of {@link ${property}Case} that is set, if there is one. */`,
    `  ${clear}(): void {`,
    refuseFreed,
    ...(released.length === 0 ? [] : [`    switch (${caseCell}) {`, ...released, "    }"]),
    ...zeroStorage(oneof).map((statement) => `    ${statement}`),
    `    ${caseCell} = 0;`,
    "  }",
  ];
}

function zeroStorage({ offset, extent }: OneofLayout): string[] {
  const { slab, word } = viewBase;
  if (extent.alignment === 1) return [`${slab}.u8[(${word} << 2) + ${offset}] = 0;`];
  if (extent.alignment === 8) return [`${slab}.f64[(${word} >> 1) + ${offset / 8}] = 0;`];
  return Array.from(
    { length: extent.size / 4 },
    (_, index) => `${slab}.i32[${wordAt(word, offset + 4 * index)}] = 0;`,
  );
}

/** The oneof as a plain value, for `toObject`. */
function plainMethod(
  property: string,
  type: string,
  oneof: OneofLayout,
  members: readonly OneofMember[],
): string[] {
  const { slab, word } = localBase;
  return [
    `  $${property}Object(): ${type} {`,
    `    const ${slab} = ${viewBase.slab};`,
    `    const ${word} = ${viewBase.word};`,
    `    switch (${slab}.i32[${wordAt(word, oneof.caseOffset)}]) {`,
    ...members.flatMap(({ name, number, readPlain }) => [
      `      case ${number}:`,
      `        return { case: "${name}", value: ${readPlain} };`,
    ]),
    "      default:",
    "        return undefined;",
    "    }",
    "  }",
  ];
}
