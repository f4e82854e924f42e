import { accessorName } from "../google-protobuf.ts";
import type { FieldModel } from "../model.ts";

/** How received messages of one kind are read: expressions over a message `m`. */
export type Flavour = {
  readonly name: string;
  /** Import statements of the reader module. */
  readonly imports: string;
  /** Type of a received message. */
  received(message: string): string;
  /** The value of a scalar field; a 64-bit integer as a number. */
  value(field: FieldModel): string;
  /** The exact value of a 64-bit integer. Same as `value` where that is all there is. */
  exact(field: FieldModel): string;
  /** A sub-message, null or undefined when absent. */
  child(field: FieldModel): string;
  /** What a list is got from, once, as `list`; how many elements that has, and the one at `i`. */
  readonly list: {
    open(field: FieldModel): string;
    length(field: FieldModel): string;
    at(field: FieldModel): string;
  };
};

const property = ({ property: name }: FieldModel) => `m.${name}`;
const array = {
  open: property,
  length: () => "list.length",
  at: () => "list[i]!",
};
const asNumber = (field: FieldModel) =>
  field.kind === "int64" ? `Number(${property(field)})` : property(field);

/** Plain objects whose 64-bit integers are numbers, or bigints too large to be one. */
function plain(name: string): Flavour {
  return {
    name,
    imports: "",
    received: (message) => `${message}Content`,
    value: (field) => (field.kind === "int64" ? `(${property(field)} as number)` : property(field)),
    exact: property,
    child: property,
    list: array,
  };
}

export const flavours: readonly Flavour[] = [
  plain("properties"),
  plain("napi-rs"),
  plain("json"),
  plain("protobufjs"),
  plain("prost-object"),
  { ...plain("messagepack"), value: asNumber },
  { ...plain("koffi"), value: asNumber },
  {
    name: "arena",
    imports: 'import type * as views from "@strait/native/views";',
    received: (message) => `views.${message}`,
    value: property,
    exact: (field) => `${property(field)}AsBigInt`,
    child: property,
    list: { ...array, at: () => "list.at(i)" },
  },
  {
    name: "es",
    imports:
      'import type * as comparison from "../es/strait/stress/v1/comparison_pb.ts";\nimport type * as race from "../es/strait/stress/v1/race_pb.ts";',
    received: (message) =>
      `${["DoublesMessage", "MixedMessage"].includes(message) ? "comparison" : "race"}.${message}`,
    value: asNumber,
    exact: property,
    child: property,
    list: array,
  },
  {
    name: "google",
    imports: 'import type * as race from "../google/race_pb.cjs";',
    received: (message) => `race.${message}`,
    value: (field) => `m.get${accessorName(field)}()`,
    // Beyond 2⁵³ it gives text.
    exact: (field) => `BigInt(m.get${accessorName(field)}())`,
    child: (field) => `m.get${accessorName(field)}()`,
    list: { ...array, open: (field) => `m.get${accessorName(field)}()` },
  },
  {
    name: "flatbuffers",
    imports: 'import type * as race from "../flatbuffers/race.ts";',
    received: (message) => `race.${message}`,
    value: (field) => {
      if (field.kind === "int64") return `Number(m.${field.property}())`;
      return field.kind === "string" ? `(m.${field.property}() ?? "")` : `m.${field.property}()`;
    },
    exact: (field) => `m.${field.property}()`,
    child: (field) => `m.${field.property}()`,
    list: {
      open: () => "m",
      length: (field) => `list.${field.property}Length()`,
      at: (field) => `list.${field.property}(i)!`,
    },
  },
];
