import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  createFileRegistry,
  type DescField,
  type DescMessage,
  fromBinary,
  ScalarType,
} from "@bufbuild/protobuf";
import { type FileDescriptorSet, FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt";
import { getComments } from "@bufbuild/protoplugin";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../../..");
const packageName = "strait.stress.v1";
const scalarNames = Object.values(ScalarType).filter((value) => typeof value === "string");
const mapKeyNames = scalarNames.filter((name) => !["DOUBLE", "FLOAT", "BYTES"].includes(name));

function buf(...args: string[]): string {
  const script = join(root, "node_modules/@bufbuild/buf/bin/buf");
  return execFileSync(process.execPath, [script, ...args], { cwd: root, encoding: "utf8" });
}

function compileSchema(): FileDescriptorSet {
  const folder = mkdtempSync(join(tmpdir(), "strait-schema-"));
  try {
    const image = join(folder, "schema.binpb");
    buf("build", "proto", "-o", image);
    return fromBinary(FileDescriptorSetSchema, readFileSync(image));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const registry = createFileRegistry(compileSchema());
// The registry holds nested types as well, and no map entries.
const messages = [...registry].filter(
  (desc): desc is DescMessage => desc.kind === "message" && desc.file.proto.package === packageName,
);
const fields = messages.flatMap((message) => message.fields);

function messageNamed(name: string): DescMessage {
  const message = registry.getMessage(`${packageName}.${name}`);
  if (message === undefined) throw new Error(`the schema has no message ${name}`);
  return message;
}

/** What a field is, in one word: how it holds its values, or else the type of its only value. */
function kindOf(field: DescField): string {
  if (field.fieldKind === "list") return "repeated";
  if (field.fieldKind === "map") return "map";
  if (field.oneof !== undefined) return "oneof";
  if (field.proto.proto3Optional) return "optional";
  return field.fieldKind === "scalar" ? ScalarType[field.scalar] : field.fieldKind;
}

/** The type of a field's values, whatever holds them: a scalar's name, enum or message. */
function valueTypeOf(field: DescField): string {
  if (field.scalar !== undefined) return ScalarType[field.scalar];
  return field.enum === undefined ? "message" : "enum";
}

function tally(names: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

function referencedBy(message: DescMessage): DescMessage[] {
  return message.fields.flatMap((field) => field.message ?? []);
}

/** Every message that can be held by the given one, at any depth. Holds itself only if it is recursive. */
function reachableFrom(message: DescMessage): Set<DescMessage> {
  const seen = new Set<DescMessage>();
  const pending = referencedBy(message);
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    pending.push(...referencedBy(next));
  }
  return seen;
}

/** Follows, from the named message, the only field of each that `isLink` accepts. */
function walk(name: string, isLink: (field: DescField) => boolean) {
  const levels: DescMessage[] = [];
  const links: DescField[] = [];
  for (let level: DescMessage | undefined = messageNamed(name); level !== undefined; ) {
    if (levels.includes(level)) throw new Error(`${level.name} closes a cycle`);
    levels.push(level);
    const [link, ...others]: DescField[] = level.fields.filter(isLink);
    if (others.length > 0) throw new Error(`${level.name} leads to more than one level`);
    if (link !== undefined) links.push(link);
    level = link?.message;
  }
  return { levels, links };
}

describe("the schema as a whole", () => {
  it("passes buf's lint", () => {
    expect(buf("lint", "proto")).toBe("");
  });

  it("has at least a hundred message types, each with a comment of its own", () => {
    expect(messages.length).toBeGreaterThanOrEqual(100);
    const silent = messages.filter((message) => (getComments(message).leading ?? "").trim() === "");
    expect(silent.map((message) => message.typeName)).toEqual([]);
    const comments = messages.map((message) => getComments(message).leading);
    expect(new Set(comments).size).toBe(messages.length);
  });

  it("has every scalar, an enum and a message as implicit, optional, repeated and oneof field", () => {
    const covered = fields.map((field) => {
      const holder = ["repeated", "map", "oneof", "optional"].find((kind) => kind === kindOf(field));
      return `${holder ?? "implicit"} ${valueTypeOf(field)}`;
    });
    const holders = ["implicit", "optional", "repeated", "oneof"];
    const types = [...scalarNames, "enum", "message"];
    expect(scalarNames).toHaveLength(15);
    expect(covered).toEqual(
      expect.arrayContaining(holders.flatMap((holder) => types.map((type) => `${holder} ${type}`))),
    );
  });

  it("has repeated fields of every packable type in packed and in unpacked form", () => {
    const forms = fields.flatMap((field) =>
      field.fieldKind === "list" ? [`${field.packed ? "packed" : "unpacked"} ${valueTypeOf(field)}`] : [],
    );
    const packable = [...scalarNames.filter((name) => name !== "STRING" && name !== "BYTES"), "enum"];
    expect(forms).toEqual(
      expect.arrayContaining(packable.flatMap((type) => [`packed ${type}`, `unpacked ${type}`])),
    );
  });

  it("has maps of every legal kind of key and every kind of value", () => {
    const maps = fields.filter((field) => field.fieldKind === "map");
    expect(new Set(maps.map((field) => ScalarType[field.mapKey]))).toEqual(new Set(mapKeyNames));
    expect(new Set(maps.map(valueTypeOf))).toEqual(new Set([...scalarNames, "enum", "message"]));
  });
});

describe("depth", () => {
  it("nests twenty levels, each with payload of a kind that no other level has", () => {
    const { levels } = walk("Galaxy", (field) => kindOf(field) === "message");
    const payloads = levels.map((level) => [
      ...new Set(level.fields.map(kindOf).filter((kind) => kind !== "message")),
    ]);
    expect(payloads.map((kinds) => kinds.length)).toEqual(Array(20).fill(1));
    expect(new Set(payloads.flat())).toEqual(
      new Set([...scalarNames, "enum", "optional", "oneof", "repeated", "map"]),
    );
  });

  it("chains twenty types by single messages, lists, map values and oneof members", () => {
    const { levels, links } = walk(
      "Mine",
      (field) => field.message?.file.name.endsWith("type_chain") ?? false,
    );
    expect(levels).toHaveLength(20);
    expect(new Set(levels)).toEqual(new Set(messageNamed("Mine").file.messages));
    expect(tally(links.map(kindOf))).toEqual({ message: 5, repeated: 5, map: 5, oneof: 4 });
  });

  it("recurs directly, through lists, through maps and mutually", () => {
    const recursive = messages.filter((message) => reachableFrom(message).has(message));
    const direct = recursive.flatMap((message) =>
      message.fields.filter((field) => field.message === message),
    );
    expect(new Set(direct.map(kindOf))).toEqual(new Set(["message", "repeated", "map"]));
    const mutual = recursive.filter((message) => !referencedBy(message).includes(message));
    expect(mutual.map((message) => message.name)).toEqual(
      expect.arrayContaining(["Directory", "DirectoryEntry", "Expression", "Statement"]),
    );
  });

  it("reaches every message from SuiteMessage, which holds every root itself", () => {
    const suite = messageNamed("SuiteMessage");
    const reached = reachableFrom(suite);
    expect(messages.filter((message) => message !== suite && !reached.has(message))).toEqual([]);

    const held = new Set(suite.fields.filter((field) => kindOf(field) === "message").map((f) => f.message));
    const reach = new Map(messages.map((message) => [message, reachableFrom(message)]));
    for (const message of messages) {
      const holders = messages.filter((other) => other !== suite && reach.get(other)?.has(message));
      const isRoot = message !== suite && holders.every((holder) => reach.get(message)?.has(holder));
      if (isRoot)
        expect(
          [message, ...holders].some((one) => held.has(one)),
          message.name,
        ).toBe(true);
    }
  });
});

describe("width", () => {
  it("gives WideMessage a hundred fields of every kind and every type", () => {
    const wide = messageNamed("WideMessage");
    expect(wide.fields).toHaveLength(100);
    expect(new Set(wide.fields.map(kindOf))).toEqual(
      new Set([...scalarNames, "enum", "message", "optional", "oneof", "repeated", "map"]),
    );
  });

  it.each([
    ["MixedMessage", { INT32: 40, INT64: 10, DOUBLE: 20, BOOL: 10, STRING: 20 }],
    ["DoublesMessage", { DOUBLE: 100 }],
    ["PriceTick", { DOUBLE: 2, INT32: 2, INT64: 1, UINT32: 1, BOOL: 1, FLOAT: 1 }],
  ])("keeps %s in the shape of published comparisons", (name, shape) => {
    expect(tally(messageNamed(name).fields.map(kindOf))).toEqual(shape);
  });

  it("embeds WideMessage in HugeMessage once, in a list and in a map", () => {
    const wide = messageNamed("WideMessage");
    const embedding = messageNamed("HugeMessage").fields.filter((field) => field.message === wide);
    expect(embedding.map(kindOf)).toEqual(["message", "repeated", "map"]);
  });
});

describe("edges", () => {
  it("has the field numbers at which the wire format changes, and numbers out of order", () => {
    const numbers = fields.map((field) => field.number);
    expect(numbers).toEqual(expect.arrayContaining([1, 15, 16, 2047, 2048, 536_870_911]));
    const outOfOrder = messageNamed("OutOfOrderFields").fields.map((field) => field.number);
    expect(outOfOrder).not.toEqual(outOfOrder.toSorted((a, b) => a - b));
    expect(messageNamed("EmptyMessage").fields).toEqual([]);
  });

  it("has enum values at both limits of int32 and two names for one value", () => {
    const enums = messageNamed("EnumEdges").nestedEnums;
    const numbers = enums.flatMap((one) => one.values.map((value) => value.number));
    expect(numbers).toEqual(expect.arrayContaining([-(2 ** 31), -1, 0, 2 ** 31 - 1]));
    expect(enums.map((one) => one.proto.options?.allowAlias ?? false)).toContain(true);
  });

  it("has fields and messages named like keywords, standard types and members of objects", () => {
    const memberNames =
      "type fn self match class constructor async prototype to_string to_object free handle";
    expect(fields.map((field) => field.name)).toEqual(expect.arrayContaining(memberNames.split(" ")));
    const typeNames = ["Option", "Vec", "String", "Box", "Object", "Map", "Error", "Symbol", "Self"];
    const topLevel = messages.filter((message) => message.parent === undefined);
    expect(topLevel.map((message) => message.name)).toEqual(expect.arrayContaining(typeNames));
    expect(messageNamed("ShadowedNames").nestedMessages.map((message) => message.name)).toEqual([
      "Option",
      "Vec",
    ]);
  });
});
