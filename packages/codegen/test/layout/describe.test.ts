import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Enumeration, Field, Schema } from "../../src/descriptor/schema.ts";
import { layoutSchema, readSchema } from "../../src/index.ts";
import { requestFor, TemporaryFolder } from "../proto-compiler.ts";
import { anyFields, field } from "./random-fields.ts";

const nowhere = { file: "random.proto", line: 0, column: 0 };
const declared = { location: nowhere, comment: "", deprecated: false };

const enumeration: Enumeration = {
  ...declared,
  name: "Enum",
  fullName: "random.Enum",
  typeName: "Enum",
  values: [
    { ...declared, name: "ENUM_ZERO", shortName: "ZERO", number: 0 },
    { ...declared, name: "ENUM_ONE", shortName: "ONE", number: 1 },
  ],
};

/** A schema of one message with the given fields, which may refer to that message and to one enum. */
function schemaOf(fields: readonly Field[], { name = "Message", enums = [enumeration] } = {}): Schema {
  const names = new Set(fields.flatMap(({ rule }) => (rule.rule === "oneof" ? [rule.oneof] : [])));
  const oneofs = [...names].map((oneof) => ({ ...declared, name: oneof }));
  const message = { ...declared, name, fullName: `random.${name}`, typeName: name, fields, oneofs };
  const file = { path: "random.proto", package: "random", comment: "", messages: [message], enums };
  return { package: "random", files: [file] };
}

function hashOf(schema: Schema): string {
  return layoutSchema(schema).hash;
}

const someFields = anyFields.filter((fields) => fields.length > 0);
const fieldsAndOne = someFields.chain((fields) =>
  fc.tuple(fc.constant(fields), fc.integer({ min: 0, max: fields.length - 1 })),
);

/** Changes of one field, each of which gives bytes another meaning. */
const changes: Readonly<Record<string, (changed: Field) => Field>> = {
  name: (changed) => ({ ...changed, name: `${changed.name}_renamed` }),
  // A fraction keeps the field in its place among the others.
  number: (changed) => ({ ...changed, number: changed.number + 0.5 }),
  kind: (changed) => ({ ...changed, type: { kind: changed.type.kind === "uint32" ? "fixed32" : "uint32" } }),
  rule: (changed) => ({
    ...changed,
    rule: changed.rule.rule === "repeated" ? { rule: "singular" } : { rule: "repeated", packed: false },
  }),
  packing: (changed) => ({
    ...changed,
    rule: { rule: "repeated", packed: changed.rule.rule !== "repeated" || !changed.rule.packed },
  }),
};

describe("the layout hash", () => {
  it.each(Object.keys(changes))("changes with the %s of any field", (name) => {
    fc.assert(
      fc.property(fieldsAndOne, ([fields, position]) => {
        const changed = fields.map((one, index) =>
          index === position ? (changes[name]?.(one) ?? one) : one,
        );
        expect(hashOf(schemaOf(changed))).not.toBe(hashOf(schemaOf(fields)));
      }),
    );
  });

  it("changes when a field comes or goes", () => {
    fc.assert(
      fc.property(fieldsAndOne, ([fields, position]) => {
        const without = fields.filter((_, index) => index !== position);
        expect(hashOf(schemaOf(without))).not.toBe(hashOf(schemaOf(fields)));
      }),
    );
  });

  it("changes with the names of messages and oneofs, the type of a reference, and the values of an enum", () => {
    const choice = (name: string) => field(1, { kind: "bool" }, { rule: "oneof", oneof: name }, "flag");
    const key = (kind: "int32" | "sint32") => field(1, { kind: "bool" }, { rule: "map", key: kind });
    const reference = (name: string) => field(1, { kind: "enum", name }, { rule: "singular" });
    const [zero, one] = enumeration.values;
    if (zero === undefined || one === undefined) throw new Error("the enum has two values");
    const hashes = [
      schemaOf([]),
      schemaOf([], { name: "Other" }),
      schemaOf([], { enums: [] }),
      schemaOf([], { enums: [{ ...enumeration, fullName: "random.Other" }] }),
      schemaOf([], { enums: [{ ...enumeration, values: [zero] }] }),
      schemaOf([], { enums: [{ ...enumeration, values: [zero, { ...one, number: 2 }] }] }),
      schemaOf([], { enums: [{ ...enumeration, values: [zero, { ...one, name: "ENUM_EINS" }] }] }),
      schemaOf([choice("a")]),
      schemaOf([choice("b")]),
      schemaOf([key("int32")]),
      schemaOf([key("sint32")]),
      schemaOf([reference("random.Enum")]),
      schemaOf([reference("random.Other")]),
    ].map(hashOf);
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it("is the same whatever comments say and in whatever order and files things are declared", () => {
    const plain = {
      "a.proto": `syntax = "proto3"; package p;
        message A { int32 x = 1; B b = 2; oneof o { bool y = 4; C z = 3; } }
        message B {} message C { E e = 1; }
        enum E { E_ZERO = 0; E_ONE = 1; E_TWO = 2; }`,
    };
    const shuffled = {
      "b.proto": `syntax = "proto3"; package p;
        // Comments, a deprecation and another order.
        enum E { E_ZERO = 0; E_TWO = 2; /* two */ E_ONE = 1 [deprecated = true]; }
        message B {}`,
      "c.proto": `syntax = "proto3"; package p; import "b.proto";
        message C { E e = 1 [deprecated = true]; }
        message A { oneof o { C z = 3; bool y = 4; } B b = 2; int32 x = 1; }`,
    };
    const hashes = [plain, shuffled].map((sources) => {
      using folder = new TemporaryFolder(sources);
      return hashOf(readSchema(requestFor(folder.path, "")).schema);
    });
    expect(hashes[0]).toBe(hashes[1]);
  });
});

describe("type ids", () => {
  it("go by the byte order of full names", () => {
    using folder = new TemporaryFolder({
      "a.proto": `syntax = "proto3"; package p.b;
        message a {} message Z { message Y {} } message Z_ {} message ZY {}`,
      "b.proto": `syntax = "proto3"; package p; message b { message A {} } message C {}`,
    });
    const { messages } = layoutSchema(readSchema(requestFor(folder.path, "")).schema);
    const names = messages.map(({ message }) => message.fullName);
    expect(messages.map(({ typeId }) => typeId)).toEqual([...messages.keys()]);
    expect(names).toEqual(["p.C", "p.b", "p.b.A", "p.b.Z", "p.b.Z.Y", "p.b.ZY", "p.b.Z_", "p.b.a"]);
  });
});
