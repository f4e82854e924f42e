import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compileRust, generate, typeCheck } from "./generated-code.ts";
import { TemporaryFolder } from "./proto-compiler.ts";
import { Arena, type MessageType } from "./typescript/runtime.ts";

/** Every well-known type; three of their messages are called Enum, Option and Type. */
const wellKnown = `syntax = "proto3";
package well_known;
import "google/protobuf/any.proto";
import "google/protobuf/api.proto";
import "google/protobuf/duration.proto";
import "google/protobuf/empty.proto";
import "google/protobuf/field_mask.proto";
import "google/protobuf/source_context.proto";
import "google/protobuf/struct.proto";
import "google/protobuf/timestamp.proto";
import "google/protobuf/type.proto";
import "google/protobuf/wrappers.proto";
message All {
  google.protobuf.Any any = 1;
  google.protobuf.Api api = 2;
  google.protobuf.Duration duration = 3;
  google.protobuf.Empty empty = 4;
  google.protobuf.FieldMask field_mask = 5;
  google.protobuf.SourceContext source_context = 6;
  google.protobuf.Struct struct = 7;
  google.protobuf.Timestamp timestamp = 8;
  google.protobuf.Type type = 9;
  google.protobuf.BytesValue bytes_value = 10;
}
`;

const runtimeNames =
  "ArenaError Child Int32Array Iterable Map MapEntry MapView MessageClass MessageType MessageView ReadonlyMap Record " +
  "RepeatedMessage Shared Slab Uint8Array clearSpan entryPart slotOf writeText";
const keywords =
  "any arguments bool boolean double number string Self self crate super as async await box break class const constructor default dyn enum eval extern fn for function gen " +
  "impl import in init interface let loop match mod move mut null object package static struct symbol trait type typeof " +
  "u8 u32 i32 i64 f64 usize str undefined unsafe use view void where while word yield";

/** Messages called like what generated code uses, like keywords, like each other, and like what is made from others. */
const collisions = `syntax = "proto3";
package collisions;
import "other/collisions.proto";
${[...runtimeNames.split(" "), ...keywords.split(" ")]
  .map(
    (name) =>
      `message ${name} { .collisions.${name} ${name} = 1; map<string, .collisions.${name}> of = 2; bytes b = 3; }`,
  )
  .join("\n")}
message Timestamp { .other.collisions.Timestamp other = 1; .other.collisions.Map map = 2; }
message TimestampObject { int64 id = 1; uint64 id_as_big_int = 2; Timestamp t = 3; bool ensure_t = 4; bool clear_t = 5; }
message TimestampInit { optional bool presence_0 = 1; bytes unknown_fields = 2; string _ = 3; string _1 = 4; optional bool layout = 5; optional bool _2 = 6;
  oneof type { bool LAYOUT = 7; bool type_id = 8; bool typeID = 9; } }
message Oneofs {
  oneof slab { int32 a = 1; }
  oneof word { int32 b = 2; }
  oneof refuse { int32 c = 3; }
}
message timestampInitOf { map<int32, int32> of = 1; }
message SelfSelf { string self = 1; oneof super { int32 crate = 3; bool super_case = 4; } }
enum schema { LAYOUT_HASH_UNSPECIFIED = 0; __proto__ = 1; toString = 2; }
enum types { crate_ = 0; self_of = -2147483648; }
`;

/** A file that uses the global Map beside a message of that name from elsewhere. */
const userOfMap = `syntax = "proto3";
package user;
import "other/collisions.proto";
message User { map<string, int32> counts = 1; other.collisions.Map map = 2; }
`;

const otherCollisions = `syntax = "proto3";
package other.collisions;
message Timestamp { Map map = 1; }
message Map { map<bool, Timestamp> of = 1; repeated int64 longs = 2; oneof o { Timestamp t = 3; } }
`;

/** Files whose paths are keywords or names of the generator. */
const paths = {
  "schema.proto": 'syntax = "proto3"; package schema; message X { .index.I i = 1; } import "index.proto";',
  "index.proto": 'syntax = "proto3"; package index; message I {}',
  "mod.proto": 'syntax = "proto3"; package mod; message M {}',
  "self.proto": 'syntax = "proto3"; package self; message S { .mod.M m = 1; } import "mod.proto";',
  "type.proto": 'syntax = "proto3"; package type; message T { .self.S s = 1; } import "self.proto";',
  "2d/my-points.proto": 'syntax = "proto3"; package d; message P { .type.T t = 1; } import "type.proto";',
  "empty.proto": 'syntax = "proto3"; package empty;',
};

/** One folder with the golden schema, well-known types, and names that collide. */
function schema(): TemporaryFolder {
  const folder = new TemporaryFolder({
    "well_known.proto": wellKnown,
    "collisions.proto": collisions,
    "other/collisions.proto": otherCollisions,
    "user.proto": userOfMap,
    ...paths,
  });
  cpSync(join(import.meta.dirname, "golden/golden"), join(folder.path, "golden"), { recursive: true });
  return folder;
}

describe("whatever names a schema has", () => {
  it("its Rust compiles without warnings, and rustc finds every field where the layout has it", () => {
    using source = schema();
    using output = new TemporaryFolder();
    output.write(generate(source.path, "rust"), "generated");
    expect(compileRust(output.path)).toBe("");
  });

  it("its TypeScript passes the strictest checks", () => {
    using source = schema();
    using output = new TemporaryFolder(generate(source.path, "typescript"));
    // What toObject returns is something that assign takes.
    output.write({
      "copy.ts": `import type { Quote } from "./index.ts";
export function copy(from: Quote, to: Quote): Quote {
  return to.assign(from.toObject());
}
`,
    });
    expect(typeCheck(output.path)).toBe("");
  });

  it("its TypeScript loads, and every type is listed under its id and makes messages", async () => {
    using source = schema();
    using output = new TemporaryFolder(generate(source.path, "typescript"));
    const root: { readonly types: readonly MessageType[]; readonly schema_: object } = await import(
      join(output.path, "index.ts")
    );
    // An object literal would take `__proto__` for its prototype.
    expect(Object.keys(root.schema_)).toEqual(["LAYOUT_HASH_UNSPECIFIED", "__proto___", "toString"]);
    const names = root.types.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    expect(names).toContain("collisions.Map");
    for (const [index, type] of root.types.entries()) {
      expect(type.id).toBe(index);
      const view = type.view().create(new Arena());
      expect(view.constructor).toBe(type.view());
      const plain: unknown = Reflect.apply(Reflect.get(view, "toObject"), view, []);
      expect(Reflect.apply(Reflect.get(view, "assign"), view, [plain])).toBe(view);
      view.free();
    }
  });
});
