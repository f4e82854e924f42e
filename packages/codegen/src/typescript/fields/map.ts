import type { FieldType, MapKeyKind } from "../../descriptor/schema.ts";
import type { MapEntryLayout } from "../../layout/map-entry.ts";
import type { FieldLayout } from "../../layout/struct.ts";
import { documentation } from "../documentation.ts";
import type { FileScope } from "../file-scope.ts";
import { capitalized } from "../names.ts";
import { elementType, wordAt } from "../value.ts";
import { type FieldCode, type MessageContext, plainMembers, refuseFreed } from "./field-code.ts";

/** A map field, read and written through a map of the runtime, to which a constant describes the entries. */
export function mapField(
  { field, offset }: FieldLayout,
  keyKind: MapKeyKind,
  entry: MapEntryLayout,
  { layout, view, properties, scope }: MessageContext,
): FieldCode {
  const property = properties.field(field.name);
  const key = elementType({ kind: keyKind }, scope);
  const value = mapValue(field.type, scope);
  const mapView = scope.runtime("MapView");
  const types =
    value.written === value.type ? `${key}, ${value.type}` : `${key}, ${value.type}, ${value.written}`;
  const constant = scope.declare(`${view.charAt(0).toLowerCase()}${view.slice(1)}${capitalized(property)}`);
  const keyPart = `${scope.runtime("entryPart")}.${keyKind}`;
  const place = `this.$slab, this.$slots, this.$index, this.$generation, ${wordAt("this.$word", offset)}, ${layout.typeId}`;
  return {
    ...plainMembers(
      property,
      `${scope.global("ReadonlyMap")}<${key}, ${value.plain}>`,
      `${scope.global("Iterable")}<readonly [${key}, ${value.written}]>`,
    ),
    members: [
      ...documentation(field, "  "),
      `  get ${property}(): ${mapView}<${types}> {`,
      refuseFreed,
      `    return new ${mapView}(${place}, ${constant});`,
      "  }",
    ],
    property,
    plain: plainMap(`this.${property}`, field.type, scope.global("Map")),
    calls: true,
    readsStruct: false,
    assignsStruct: false,
    assign: [`    if (init.${property} !== undefined) this.${property}.assign(init.${property});`],
    constants: [
      `/** Entries of {@link ${view}.${property}}. */`,
      `const ${constant}: ${scope.runtimeType("MapEntry")}<${types}> = {`,
      `  key: ${keyPart},`,
      `  value: ${value.part},`,
      `  stride: ${entry.stride},`,
      `  valueOffset: ${entry.valueOffset},`,
      "};",
    ],
  };
}

type MapValue = {
  readonly type: string;
  readonly written: string;
  readonly plain: string;
  /** The expression for the runtime's description of the value. */
  readonly part: string;
};

function mapValue(type: FieldType, scope: FileScope): MapValue {
  if (type.kind === "message") {
    const view = scope.view(type.name);
    const init = scope.initType(type.name);
    const part = `${scope.runtime("messagePart")}<${view}, ${init}>(() => ${view})`;
    return { type: view, written: init, plain: scope.objectType(type.name), part };
  }
  const element = elementType(type, scope);
  const part =
    type.kind === "enum"
      ? `${scope.runtime("enumPart")}<${element}>()`
      : `${scope.runtime("entryPart")}.${type.kind}`;
  return { type: element, written: element, plain: element, part };
}

function plainMap(map: string, type: FieldType, mapClass: string): string {
  if (type.kind !== "message") return `new ${mapClass}(${map}.$entries())`;
  return `new ${mapClass}(${map}.$entries().map(([key, value]) => [key, value.$toObject()] as const))`;
}
