/** Oracle: the code that buf itself generates with the plugin; sentences that name file and line; the folder as it was. */
import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { strait, temporaryFolder, workspaceRoot } from "./strait.ts";

const good = {
  "shop/v1/order.proto": 'syntax = "proto3";\npackage shop.v1;\nmessage Order { string note = 1; }\n',
};

/** A folder with files, by path. */
function folder(files: Readonly<Record<string, string>>): string {
  const path = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(path, name)), { recursive: true });
    writeFileSync(join(path, name), content);
  }
  return path;
}

/** All files of a folder with what is in them. */
function contents(path: string): Record<string, string> {
  const files = globSync("**/*", { cwd: path, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    files.sort().map((file) => [file.slice(path.length), readFileSync(file, "utf8")]),
  );
}

describe("strait generate", { timeout: 60_000 }, () => {
  it("writes what buf writes with the plugin", () => {
    const out = join(temporaryFolder(), "new/generated");
    const { code, output } = strait([
      "generate",
      "--proto",
      "proto",
      "--out",
      out,
      "--rust-crate",
      "strait-arena",
    ]);
    expect(code).toBe(0);
    expect(output).toContain("rust/mod.rs");
    const native = join(workspaceRoot, "packages/native");
    expect(contents(join(out, "rust"))).toEqual(contents(join(native, "crates/strait-stress/src/generated")));
    expect(contents(join(out, "typescript"))).toEqual(contents(join(native, "src/generated")));
  });

  it("takes Rust's cells and the TypeScript runtime from where it is told", () => {
    const out = temporaryFolder();
    strait(["generate", "--proto", folder(good), "--out", out, "--runtime", "my-runtime"]);
    expect(contents(out)["/rust/shop_v1_order.rs"]).toContain("pub note: ::strait_native::Text,");
    expect(contents(out)["/typescript/shop/v1/order.ts"]).toContain('from "my-runtime";');
  });

  it("replaces what it generated before, and nothing else", () => {
    const out = folder({ "mine.txt": "mine" });
    strait(["generate", "--proto", folder(good), "--out", out]);
    const renamed = { "shop/v1/basket.proto": good["shop/v1/order.proto"].replace("Order", "Basket") };
    expect(strait(["generate", "--proto", folder(renamed), "--out", out]).code).toBe(0);
    expect(Object.keys(contents(out))).toEqual([
      "/mine.txt",
      "/rust/mod.rs",
      "/rust/shop_v1_basket.rs",
      "/typescript/index.ts",
      "/typescript/schema.ts",
      "/typescript/shop/v1/basket.ts",
    ]);
  });

  it("keeps a file that somebody else wrote", () => {
    const out = folder({ "rust/mine.rs": "// Mine." });
    const { code, errors } = strait(["generate", "--proto", folder(good), "--out", out]);
    expect(errors).toBe(
      `strait: ${out}/rust would be replaced, but ${out}/rust/mine.rs was not generated; move it, or choose another folder with --out\n`,
    );
    expect(code).toBe(2);
    expect(contents(out)).toEqual({ "/rust/mine.rs": "// Mine." });
  });

  const refused: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    ["a folder without .proto files", { "readme.md": "" }, "there are no .proto files in "],
    [
      "a mistake in the syntax",
      { "a.proto": 'syntax = "proto3";\nmessage A { int32 = 1; }' },
      "a.proto:2:13:missing name in message field",
    ],
    [
      "an import that is nowhere",
      { "a.proto": 'syntax = "proto3";\nimport "b.proto";\nmessage A {}' },
      "a.proto:2:1:imported file does not exist",
    ],
    [
      "proto2",
      { "a.proto": 'syntax = "proto2";\nmessage A {}' },
      "a.proto:1:1: proto2 is not supported; write",
    ],
    [
      "a group",
      { "a.proto": 'syntax = "proto2";\nmessage A {\n  optional group B = 1 {}\n}' },
      "a.proto:3:3: group B is not supported; declare",
    ],
    [
      "an extension",
      {
        "a.proto": 'syntax = "proto2";\nmessage A { extensions 4 to 9; }\nextend A { optional int32 b = 4; }',
      },
      "a.proto:3:12: extensions are not supported; declare",
    ],
    [
      "an edition with features of its own",
      { "a.proto": 'edition = "2023";\nenum E {\n  option features.enum_type = CLOSED;\n  E_A = 0;\n}' },
      "a.proto:2:1: enum E is closed, which is not supported; remove",
    ],
  ];

  it.each(refused)("refuses %s with a sentence, and leaves all as it was", (_case, files, sentence) => {
    const out = temporaryFolder();
    strait(["generate", "--proto", folder(good), "--out", out]);
    const before = contents(out);
    const { code, errors } = strait(["generate", "--proto", folder(files), "--out", out]);
    expect(errors).toContain(sentence);
    expect(errors).toMatch(/^strait: /);
    expect(errors).not.toContain("    at ");
    expect(code).toBe(2);
    expect(contents(out)).toEqual(before);
    expect(Object.keys(before)).toHaveLength(5);
  });

  it.each([
    ["a folder that is missing", ["--proto", "nowhere", "--out", "/dev/null/x"], "nowhere is not a folder"],
    ["no folder at all", ["--out", "x"], "required option '--proto <folder>' not specified"],
    [
      "a crate that has no such name",
      ["--proto", "proto", "--out", "x", "--rust-crate", "a b"],
      "name of a crate",
    ],
    [
      "an output that cannot be written",
      ["--proto", "proto", "--out", "/dev/null/x"],
      "/dev/null/x cannot be written",
    ],
  ])("refuses %s with a sentence and exit code 2", (_case, commandArguments, sentence) => {
    const { code, errors } = strait(["generate", ...commandArguments]);
    expect(errors).toContain(sentence);
    expect(errors).not.toContain("    at ");
    expect(code).toBe(2);
  });
});
