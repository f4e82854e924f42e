import { describe, expect, it } from "vitest";
import type { Field, FieldRule, FieldType, Message } from "../src/descriptor/schema.ts";
import { NameScope, pathIdentifier } from "../src/names.ts";
import { rootExports } from "../src/root-exports.ts";
import { moduleName, rustIdentifier } from "../src/rust/names.ts";
import { relativePath } from "../src/typescript/file-scope.ts";
import { propertyName, propertyNames } from "../src/typescript/properties.ts";
import { field } from "./layout/random-fields.ts";

const singular: FieldRule = { rule: "singular" };

function messageOf(...fields: Field[]): Message {
  const location = { file: "a.proto", line: 1, column: 1 };
  const declared = { name: "M", location, comment: "", deprecated: false };
  return { ...declared, fullName: "p.M", typeName: "M", fields, oneofs: [] };
}

function named(...names: (readonly [string, FieldType, FieldRule?])[]): Field[] {
  return names.map(([name, type, rule], index) => field(index + 1, type, rule ?? singular, name));
}

describe("properties", () => {
  // Expected names by the algorithm for JSON names in protobuf's language specification.
  it.each([
    ["bid", "bid"],
    ["best_bid", "bestBid"],
    ["best_bid_2", "bestBid2"],
    ["best__bid", "bestBid"],
    ["bestBid", "bestBid"],
    ["BEST_bid", "BESTBid"],
    ["_best", "Best"],
    ["best_", "best"],
  ])("%s becomes %s", (name, property) => {
    expect(propertyName(name)).toBe(property);
  });

  it.each(["_", "__", "_1", "__2a"])("%s stays as it is, because it would be no identifier", (name) => {
    expect(propertyName(name)).toBe(name);
  });

  it("that would hide members of the view get an underscore", () => {
    const names = ["free", "handle", "to_object", "assign", "constructor", "arena", "is_live", "to_string"];
    const message = messageOf(...named(...names.map((name) => [name, { kind: "bool" }] as const)));
    const { field } = propertyNames(message);
    expect(names.map(field)).toEqual([
      "free_",
      "handle_",
      "toObject_",
      "assign_",
      "constructor_",
      "arena_",
      "isLive_",
      "toString_",
    ]);
  });

  it("make way for what comes with fields of lower numbers, and take what comes with them along", () => {
    const child: FieldType = { kind: "message", name: "p.M" };
    const message = messageOf(
      ...named(
        ["volume", { kind: "int64" }],
        ["volume_as_big_int", { kind: "uint64" }],
        ["clear_leg", { kind: "bool" }],
        ["leg", child],
        ["text", { kind: "string" }, { rule: "oneof", oneof: "choice" }],
        ["choice_case", { kind: "bool" }],
        ["ensure_legs", { kind: "bool" }],
        ["legs", child, { rule: "repeated", packed: false }],
      ),
    );
    const { field: property, oneof } = propertyNames(message);
    expect(message.fields.map(({ name }) => property(name))).toEqual([
      "volume",
      "volumeAsBigInt_",
      "clearLeg",
      "leg_",
      "text",
      "choiceCase_",
      "ensureLegs",
      "legs",
    ]);
    expect(oneof("choice")).toBe("choice");
  });
});

describe("a scope", () => {
  it("gives a name once, with all that is made from it", () => {
    const scope = new NameScope(["free"]);
    expect(scope.claim("free")).toBe("free_");
    expect(scope.claim("bid", (name) => [`clear_${name}`])).toBe("bid");
    expect(scope.claim("clear_bid")).toBe("clear_bid_");
    expect(scope.claim("bid")).toBe("bid_");
    expect(scope.has("clear_bid")).toBe(true);
    expect(scope.has("ask")).toBe(false);
  });
});

describe("in Rust", () => {
  it.each([
    ["bid", "bid"],
    ["type", "r#type"],
    ["gen", "r#gen"],
    ["self", "self_"],
    ["Self", "Self_"],
    ["crate", "crate_"],
    ["super", "super_"],
    ["_", "__"],
    ["union", "union"],
  ])("%s is written %s", (name, identifier) => {
    expect(rustIdentifier(name)).toBe(identifier);
  });

  it.each([
    ["strait/stress/v1/market.proto", "strait_stress_v1_market"],
    ["my-file.v2.proto", "my_file_v2"],
    ["2d.proto", "_2d"],
    ["type.proto", "r#type"],
    ["self.proto", "self_"],
    ["mod.proto", "mod_"],
  ])("%s is module %s", (path, module) => {
    expect(moduleName(path)).toBe(module);
  });
});

describe("paths", () => {
  it.each([
    ["a/b/c.ts", "a/d.ts", "../d.ts"],
    ["a/b/c.ts", "a/b/d.ts", "./d.ts"],
    ["index.ts", "a/b.ts", "./a/b.ts"],
    ["a/b/c.ts", "d/e.ts", "../../d/e.ts"],
    ["a/c.ts", "a/a/c.ts", "./a/c.ts"],
  ])("from %s to %s is %s", (from, to, path) => {
    expect(relativePath(from, to)).toBe(path);
  });

  it("become identifiers", () => {
    expect(pathIdentifier("a-b/c.d.ts")).toBe("a_b_c_d");
  });
});

describe("the root module", () => {
  it("puts the package before names that are not unique", () => {
    const files = [
      { package: "a.b", names: ["X"] },
      { package: "c", names: ["X", "Y", "taken"] },
      { package: "d", names: ["Z"] },
    ];
    expect(rootExports(files, ["taken"])).toEqual([
      [{ name: "X", as: "a_b_X" }],
      [
        { name: "X", as: "c_X" },
        { name: "Y", as: "Y" },
        { name: "taken", as: "c_taken" },
      ],
      "all",
    ]);
  });
});
