import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { plugin } from "../src/index.ts";
import { refuseBeyondLimits } from "../src/layout/limits.ts";
import { buf, repository, requestFor, type Sources, TemporaryFolder } from "./proto-compiler.ts";

const main = join(repository, "packages/codegen/src/main.ts");

/** What a user sees who runs `buf generate` on a schema. */
function generate(sources: Sources, all = true): { readonly status: number | null; readonly stderr: string } {
  const template = {
    version: "v2",
    plugins: [
      {
        local: [process.execPath, main],
        out: "out",
        opt: ["target=rust"],
        strategy: "all",
        include_imports: all,
        include_wkt: all,
      },
    ],
  };
  using folder = new TemporaryFolder(sources);
  folder.write({ "buf.gen.yaml": JSON.stringify(template) });
  return buf(folder.path, "generate");
}

const failure = `Failure: plugin ${process.execPath} ${main}: `;

const hugeFields = Array.from({ length: 4096 }, (_, index) => `  double x${index} = ${index + 1};`);

/** One schema with everything that is refused. */
const sources: Sources = {
  "legacy/order.proto": `syntax = "proto2";

package legacy;

message Order {
  required string id = 1;
  optional int32 count = 2 [default = 7];
  optional group Item = 3 {
    optional string name = 1;
  }
  extensions 100 to 199;
  enum Kind { KIND_A = 0; }
  optional Kind kind = 4;
}

extend Order {
  optional string note = 100;
}
`,
  "legacy/silent.proto": "message Silent {}",
  "modern.proto": `edition = "2023";

package modern;

enum Closed {
  option features.enum_type = CLOSED;
  CLOSED_A = 0;
}

message Order {
  string id = 1 [features.field_presence = LEGACY_REQUIRED];
  Order inner = 2 [features.message_encoding = DELIMITED];
  repeated Order many = 3 [features.message_encoding = DELIMITED];
  string raw = 4 [features.utf8_validation = NONE];
  int32 count = 5 [default = 7];
  extensions 100 to 199;
  map<string, int32> loose = 6 [features.utf8_validation = NONE];
}
`,
  "future.proto": '\nedition = "2026"; package future; message A {}',
  "names.proto": `syntax = "proto3"; package names;
message Outer {
  message Inner {}
  string foo_bar = 1;
  oneof foo__bar { int32 x = 3; }
}
message Outer_Inner {}
`,
  "a-b.proto": 'syntax = "proto3"; package a; message X {}',
  "a_b.proto": 'syntax = "proto3"; package b; message X {}',
  "huge.proto": [
    'syntax = "proto3"; package huge;',
    "message Fits {",
    ...hugeFields.slice(1),
    "}",
    "message Huge {",
    ...hugeFields,
    "}",
  ].join("\n"),
  "language.proto": `syntax = "proto3"; package language; import "google/protobuf/descriptor.proto";
message A { google.protobuf.FileDescriptorProto file = 1; }`,
};

describe("buf generate refuses", () => {
  let lines: readonly string[];
  beforeAll(() => {
    const { status, stderr } = generate(sources);
    expect(status).toBe(1);
    lines = stderr.trimEnd().split("\n");
  });

  const refused = (file: string) => lines.filter((line) => line.startsWith(`${file}:`));

  it("with the number of refusals, then each on a line of its own, by file and line", () => {
    expect(lines[0]).toBe(`${failure}${lines.length - 1} refusals`);
    expect(lines.slice(1).flatMap((line) => line.match(/^[^:]+/)?.[0] ?? [])).toEqual([
      "a_b.proto",
      "future.proto",
      "huge.proto",
      "language.proto",
      ...Array.from({ length: 6 }, () => "legacy/order.proto"),
      "legacy/silent.proto",
      ...Array.from({ length: 8 }, () => "modern.proto"),
      "names.proto",
      "names.proto",
    ]);
  });

  it("proto2 and what only proto2 has", () => {
    expect(refused("legacy/order.proto")).toEqual([
      'legacy/order.proto:1:1: proto2 is not supported; write `syntax = "proto3";`',
      "legacy/order.proto:6:3: field id is required, which is not supported; make it optional",
      "legacy/order.proto:7:3: field count has a default of its own, which is not supported; every default is zero or empty",
      "legacy/order.proto:8:3: group Item is not supported; declare a message and a field of that type",
      "legacy/order.proto:11:14: message Order reserves numbers for extensions, which are not supported; remove the range",
      "legacy/order.proto:17:3: extensions are not supported; declare note as a field of legacy.Order",
    ]);
  });

  it("a file without a syntax, which is proto2", () => {
    expect(refused("legacy/silent.proto")).toEqual([
      'legacy/silent.proto:1:1: proto2 is not supported; write `syntax = "proto3";`',
    ]);
  });

  it("features of editions that proto3 does not have", () => {
    expect(refused("modern.proto")).toEqual([
      "modern.proto:5:1: enum Closed is closed, which is not supported; remove features.enum_type = CLOSED",
      "modern.proto:11:3: field id is required, which is not supported; make it optional",
      "modern.proto:12:3: field inner is delimited, which is not supported; remove features.message_encoding",
      "modern.proto:13:3: field many is delimited, which is not supported; remove features.message_encoding",
      "modern.proto:14:3: field raw allows text that is not UTF-8, which is not supported; declare it as bytes",
      "modern.proto:15:3: field count has a default of its own, which is not supported; every default is zero or empty",
      "modern.proto:16:14: message Order reserves numbers for extensions, which are not supported; remove the range",
      "modern.proto:17:3: field loose allows text that is not UTF-8, which is not supported; declare it as bytes",
    ]);
  });

  it("editions that are too new", () => {
    expect(refused("future.proto")).toEqual([
      "future.proto:2:1: editions after 2024 are not supported; write edition 2024",
    ]);
  });

  it("names that generated code could not tell apart", () => {
    expect([...refused("a_b.proto"), ...refused("names.proto")]).toEqual([
      "a_b.proto: a_b.proto and a-b.proto would both be module a_b in generated code; rename one",
      "names.proto:5:3: foo__bar and foo_bar would both be fooBar in generated code; rename one",
      "names.proto:7:1: names.Outer_Inner and names.Outer.Inner would both be Outer_Inner in generated code; rename one",
    ]);
  });

  it("a message larger than the largest block", () => {
    expect(refused("huge.proto")).toEqual([
      "huge.proto:4099:1: message huge.Huge takes 32776 bytes, more than 32768; move fields into sub-messages",
    ]);
  });

  it("messages of the schema language itself", () => {
    expect(refused("language.proto")).toEqual([
      "language.proto:2:13: field file is of type google.protobuf.FileDescriptorProto, from " +
        "google/protobuf/descriptor.proto, which is proto2 and not supported",
    ]);
  });

  it("a type from a file that is not generated", () => {
    const source = `syntax = "proto3"; package p; import "google/protobuf/timestamp.proto";
message A { google.protobuf.Timestamp at = 1; }`;
    expect(generate({ "a.proto": source }, false)).toEqual({
      status: 1,
      stderr:
        `${failure}1 refusal\n` +
        "a.proto:2:13: field at is of type google.protobuf.Timestamp, but google/protobuf/timestamp.proto is not among " +
        "the files to generate; in buf.gen.yaml set `strategy: all`, `include_imports: true` and `include_wkt: true`\n",
    });
  });
});

describe("a path that would end up as code", () => {
  it.each([
    ["a line break", "a\nEVIL()//.proto", String.raw`"a\nEVIL()//.proto"`],
    ["a quote", 'a"; EVIL();".proto', 'a"; EVIL();".proto'],
    ["the end of a comment", "a*/EVIL().proto", "a*/EVIL().proto"],
    ["a template", "a`EVIL()`.proto", "a`EVIL()`.proto"],
    ["a backslash", "a\\x.proto", "a\\x.proto"],
    ["a separator of lines", "a\u2028EVIL().proto", "a\u2028EVIL().proto"],
  ])("is refused: %s", (_name, path, shown) => {
    using folder = new TemporaryFolder({
      "plain name-1.proto": 'syntax = "proto3"; package p; message A {}',
    });
    const request = requestFor(folder.path, "target=typescript,runtime=./runtime.ts");
    for (const file of request.protoFile) file.name = path;
    request.fileToGenerate = [path];
    expect(plugin.run(request)).toMatchObject({
      error: `1 refusal\n${shown}: the path stands in generated code and names its files; rename the file, with letters, digits, spaces and _ - . + @`,
      file: [],
    });
  });

  it("is refused when it leaves its folder, and any other with spaces and letters is taken", () => {
    using folder = new TemporaryFolder({
      "plain name-1.proto": 'syntax = "proto3"; package p; message A {}',
    });
    const request = requestFor(folder.path, "target=typescript,runtime=./runtime.ts");
    const outcome = (path: string) => {
      for (const file of request.protoFile) file.name = path;
      request.fileToGenerate = [path];
      return plugin.run(request).error;
    };
    for (const path of ["../a.proto", "/a.proto", "a/../../b.proto", ".."])
      expect(outcome(path)).toContain("rename");
    for (const path of ["a b/ü-1.proto", "v1..2/a.proto", "..a.proto"]) expect(outcome(path)).toBe("");
  });
});

describe("buf generate accepts", () => {
  it("custom options, services, and editions whose features are those of proto3", () => {
    const custom = `syntax = "proto3"; package p; import "google/protobuf/descriptor.proto";
extend google.protobuf.FieldOptions { string unit = 50000; }
message A { double x = 1 [(unit) = "m"]; }
service S { rpc Call(A) returns (A); }`;
    const edition = `edition = "2024"; package q;
message B { int32 present = 1; int32 plain = 2 [features.field_presence = IMPLICIT]; }`;
    expect(generate({ "custom.proto": custom, "edition.proto": edition })).toEqual({ status: 0, stderr: "" });
  });
});

describe("the number of types", () => {
  it("is limited by the 16 bits of an id", () => {
    const location = { file: "many.proto", line: 7, column: 1 };
    const declared = { name: "M", fullName: "M", typeName: "M", location, comment: "", deprecated: false };
    const schema = (messages: number, enums: number) => ({
      package: "",
      files: [
        {
          path: "many.proto",
          package: "",
          comment: "",
          messages: Array.from({ length: messages }, () => ({ ...declared, fields: [], oneofs: [] })),
          enums: Array.from({ length: enums }, () => ({ ...declared, values: [] })),
        },
      ],
    });
    expect(refuseBeyondLimits(schema(65_535, 65_535))).toEqual([]);
    expect(refuseBeyondLimits(schema(65_536, 65_537))).toEqual([
      { location, reason: "the schema has 65536 messages, more than 65535; generate it in parts" },
      { location, reason: "the schema has 65537 enums, more than 65535; generate it in parts" },
    ]);
  });
});
