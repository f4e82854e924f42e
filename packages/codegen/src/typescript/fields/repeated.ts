import type { FieldLayout } from "../../layout/struct.ts";
import { documentation } from "../documentation.ts";
import { type Family, familyOf } from "../kinds.ts";
import { elementType, wordAt } from "../value.ts";
import { type FieldCode, type MessageContext, plainMembers, refuseFreed } from "./field-code.ts";

const classes: { readonly [Name in Family]: string } = {
  double: "RepeatedDouble",
  float: "RepeatedFloat",
  int32: "RepeatedInt32",
  uint32: "RepeatedUint32",
  int64: "RepeatedInt64",
  uint64: "RepeatedUint64",
  bool: "RepeatedBool",
  string: "RepeatedString",
  bytes: "RepeatedBytes",
};

/** A repeated field, read and written through a list of the runtime. */
export function repeatedField({ field, offset }: FieldLayout, context: MessageContext): FieldCode {
  const { layout, properties, scope } = context;
  const { type } = field;
  const property = properties.field(field.name);
  const place = `this.$slab, this.$slots, this.$index, this.$generation, ${wordAt("this.$word", offset)}, ${layout.typeId}`;
  const iterable = scope.global("Iterable");
  const code = (
    listType: string,
    made: string,
    plain: string,
    element: string,
    written: string,
  ): FieldCode => ({
    ...plainMembers(
      property,
      `readonly ${element.includes(" ") ? `(${element})` : element}[]`,
      `${iterable}<${written}>`,
    ),
    members: [
      ...documentation(field, "  "),
      `  get ${property}(): ${listType} {`,
      refuseFreed,
      `    return new ${made};`,
      "  }",
    ],
    property,
    plain: `this.${property}.${plain}`,
    calls: true,
    readsStruct: false,
    assignsStruct: false,
    assign: [`    if (init.${property} !== undefined) this.${property}.assign(init.${property});`],
    constants: [],
  });
  if (type.kind === "message") {
    const child = scope.view(type.name);
    const list = scope.runtime("RepeatedMessage");
    const init = scope.initType(type.name);
    return code(
      `${list}<${child}, ${init}>`,
      `${list}(${place}, ${child})`,
      "$toArray().map((element) => element.$toObject())",
      scope.objectType(type.name),
      init,
    );
  }
  const element = elementType(type, scope);
  if (type.kind === "enum") {
    const list = scope.runtime("RepeatedEnum");
    return code(`${list}<${element}>`, `${list}(${place})`, "$toArray()", element, element);
  }
  const list = scope.runtime(classes[familyOf(type.kind)]);
  return code(list, `${list}(${place})`, "$toArray()", element, element);
}
