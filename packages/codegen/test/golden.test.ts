import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeLayout, layoutSchema, plugin, readSchema } from "../src/index.ts";
import { requestFor } from "./proto-compiler.ts";

const folder = join(import.meta.dirname, "golden");

/** Compares with a reviewed file. A difference leaves what was made beside it, as `.actual`, to look at or to adopt. */
function expectGolden(name: string, made: string): void {
  const golden = join(folder, `${name}.golden`);
  const actual = join(folder, `${name}.actual`);
  rmSync(actual, { force: true });
  const reviewed = existsSync(golden) ? readFileSync(golden, "utf8") : "";
  if (made !== reviewed) writeFileSync(actual, made);
  expect.soft(made, `differs from ${golden}; see ${actual}`).toBe(reviewed);
}

function generated(target: string): Map<string, string> {
  const { error, file } = plugin.run(requestFor(folder, `target=${target}`));
  expect(error).toBe("");
  return new Map(file.map(({ name, content }) => [name, content]));
}

describe("a schema with a field of every kind becomes what was reviewed", () => {
  it("as a layout", () => {
    const { messages, enums } = layoutSchema(readSchema(requestFor(folder, "")).schema);
    expectGolden("layout.txt", describeLayout(messages, enums));
  });

  it("in Rust", () => {
    const files = generated("rust");
    expect([...files.keys()].sort()).toEqual([
      "golden_v1_quote.rs",
      "golden_v1_unit.rs",
      "google_protobuf_timestamp.rs",
      "mod.rs",
    ]);
    for (const name of ["golden_v1_quote.rs", "golden_v1_unit.rs", "mod.rs"]) {
      expectGolden(name, files.get(name) ?? "");
    }
  });

  it("in TypeScript", () => {
    const files = generated("typescript");
    expect([...files.keys()].sort()).toEqual([
      "golden/v1/quote.ts",
      "golden/v1/unit.ts",
      "google/protobuf/timestamp.ts",
      "index.ts",
      "schema.ts",
    ]);
    expectGolden("quote.ts", files.get("golden/v1/quote.ts") ?? "");
    expectGolden("unit.ts", files.get("golden/v1/unit.ts") ?? "");
    expectGolden("index.ts", files.get("index.ts") ?? "");
    expectGolden("schema.ts", files.get("schema.ts") ?? "");
  });
});
