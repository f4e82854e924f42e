import type { FieldLayout, OneofLayout } from "../../layout/struct.ts";
import { documentation } from "../documentation.ts";
import type { FileScope } from "../file-scope.ts";
import { capitalized } from "../names.ts";
import { localBase, type ValueCode, valueCode, viewBase, wordAt } from "../value.ts";
import { returnChild } from "./child.ts";
import { type MessageContext, refuseFreed } from "./field-code.ts";

/** A member of a oneof. */
export type OneofMember = {
  readonly field: FieldLayout;
  /** Its property, which also names the case. */
  readonly name: string;
  readonly number: number;
  /** What it holds in a plain object, and what `assign` accepts. */
  readonly plain: string;
  readonly written: string;
  /** The expression for a plain object, where the member is known to be set. */
  readonly readPlain: string;
  /** The statement that sets it to an expression. */
  readonly assign: (expression: string) => string;
  /** What must be released when another member takes its place. */
  readonly owns: "nothing" | "block" | "message";
  readonly content: { readonly value: ValueCode } | { readonly child: string };
};

export function oneofMember(layout: FieldLayout, context: MessageContext): OneofMember {
  const { scope } = context;
  const { type, name: fieldName, number } = layout.field;
  const name = context.properties.field(fieldName);
  const common = { field: layout, name, number };
  if (type.kind === "message") {
    const child = scope.view(type.name);
    const slot = `${localBase.slab}.u32[${wordAt(localBase.word, layout.offset)}] as number`;
    return {
      ...common,
      plain: scope.objectType(type.name),
      written: scope.initType(type.name),
      readPlain: `${child}.ofSlot(${localBase.slab}.arena, ${slot}).$toObject()`,
      assign: (expression) => `this.ensure${capitalized(name)}().assign(${expression});`,
      owns: "message",
      content: { child },
    };
  }
  const value = valueCode(type, layout.offset, `${context.view}.${name}`, context.layout.typeId, scope);
  return {
    ...common,
    plain: value.plain,
    written: value.written,
    readPlain: value.readPlain(localBase),
    assign: (expression) => `this.${name} = ${expression};`,
    owns: type.kind === "string" || type.kind === "bytes" ? "block" : "nothing",
    content: { value },
  };
}

/** The accessors of a member; `clear` is the method that clears the oneof. */
export function memberAccessors(
  { field, name, number, content }: OneofMember,
  oneof: OneofLayout,
  clear: string,
  scope: FileScope,
): string[] {
  const caseCell = `this.$slab.i32[${wordAt("this.$word", oneof.caseOffset)}]`;
  const getter = (property: string, type: string, read: readonly string[]) => [
    `  get ${property}(): ${type} | undefined {`,
    refuseFreed,
    `    if (${caseCell} !== ${number}) return undefined;`,
    ...read,
    "  }",
  ];
  const comment = documentation(field.field, "  ");
  if ("child" in content) {
    const { child } = content;
    const word = wordAt("this.$word", field.offset);
    return [
      ...comment,
      ...getter(name, child, [`    const child = this.$slab.u32[${word}] as number;`, ...returnChild(child)]),
      `  /** The message in {@link ${name}}, which becomes the member that is set. */`,
      `  ensure${capitalized(name)}(): ${child} {`,
      refuseFreed,
      `    if (${caseCell} !== ${number}) this.${clear}();`,
      `    const child = ${scope.runtime("ensureChild")}(this.$slab, this.$slots, this.$index, ${word}, ${child}.type);`,
      `    ${caseCell} = ${number};`,
      `    return ${child}.ofChild(this.$slab, this.$slots, this.$index, child);`,
      "  }",
    ];
  }
  const { value } = content;
  const lines = [
    ...comment,
    ...getter(name, value.type, [`    return ${value.read(viewBase)};`]),
    `  set ${name}(value: ${value.written} | undefined) {`,
    refuseFreed,
    `    const isSet = ${caseCell} === ${number};`,
    "    if (value === undefined) {",
    `      if (isSet) this.${clear}();`,
    "      return;",
    "    }",
    `    ${value.checkAhead()}`,
    `    if (!isSet) this.${clear}();`,
    `    ${value.write(viewBase)}`,
    `    ${caseCell} = ${number};`,
    "  }",
  ];
  if (value.readBigInt === undefined) return lines;
  const bigIntComment = `  /** {@link ${name}} as a bigint, however large. */`;
  const readBigInt = `    return ${value.readBigInt(viewBase)};`;
  return [...lines, bigIntComment, ...getter(`${name}AsBigInt`, "bigint", [readBigInt])];
}
