import type { FieldLayout } from "../../layout/struct.ts";
import { documentation } from "../documentation.ts";
import { capitalized } from "../names.ts";
import { wordAt } from "../value.ts";
import { type FieldCode, type MessageContext, plainMembers, refuseFreed } from "./field-code.ts";

/** The property of a view in which it keeps the view of the sub-message that was read last. */
export const lastChild = "this.$child";

/**
 * Statements of a getter that return the view of the sub-message in slot `child`: the one that was read last if it is
 * still of that message, and of this type whatever the memory says.
 */
export function returnChild(view: string): string[] {
  return [
    `    const last = ${lastChild};`,
    `    if (last !== undefined && last.$index === child && last instanceof ${view}) {`,
    "      if (last.$slots[(child & 65535) << 2] === last.$generation) return last;",
    "    }",
    `    return (${lastChild} = ${view}.ofChild(this.$slab, this.$slots, this.$index, child));`,
  ];
}

/** A singular sub-message: undefined while absent, made by `ensureX`, freed by `clearX`. */
export function childField(
  { field, offset }: FieldLayout,
  messageName: string,
  { properties, scope }: MessageContext,
): FieldCode {
  const property = properties.field(field.name);
  const verb = capitalized(property);
  const child = scope.view(messageName);
  const word = wordAt("this.$word", offset);
  return {
    ...plainMembers(property, `${scope.objectType(messageName)} | undefined`, scope.initType(messageName)),
    members: [
      ...documentation(field, "  "),
      `  get ${property}(): ${child} | undefined {`,
      refuseFreed,
      `    const child = this.$slab.u32[${word}] as number;`,
      "    if (child === 0) return undefined;",
      ...returnChild(child),
      "  }",
      `  /** The message in {@link ${property}}, which is created if absent. */`,
      `  ensure${verb}(): ${child} {`,
      refuseFreed,
      `    const child = ${scope.runtime("ensureChild")}(this.$slab, this.$slots, this.$index, ${word}, ${child}.type);`,
      `    return ${child}.ofChild(this.$slab, this.$slots, this.$index, child);`,
      "  }",
      `  /** Frees the message in {@link ${property}}, if there is one. */`,
      `  clear${verb}(): void {`,
      refuseFreed,
      `    ${scope.runtime("clearChild")}(this.$slab, ${word});`,
      "  }",
    ],
    property,
    plain: `this.${property}?.$toObject()`,
    calls: true,
    readsStruct: false,
    assignsStruct: false,
    assign: [`    if (init.${property} !== undefined) this.ensure${verb}().assign(init.${property});`],
    constants: [],
  };
}
