import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { listResultFiles, platformName, printable, resultFileName } from "../src/index.ts";
import { temporaryFolder } from "./fixtures/folder.ts";
import { oneSentence, resultErrorOf } from "./fixtures/result-error.ts";

describe("platformName", () => {
  it("tells the versions of Node apart, and no others", () => {
    const nameOn = (name: string, version: string) =>
      platformName({ platform: "linux-x64", runtime: { name, version, engine: "any" } });
    expect(nameOn("node", "22.1.0")).toBe("linux-x64-node22");
    expect(nameOn("bun", "1.4.5")).toBe("linux-x64-bun");
    expect(nameOn("deno", "2.9.6")).toBe("linux-x64-deno");
  });
});

describe("resultFileName", () => {
  it("joins scenario and platform", () => {
    expect(resultFileName("wide", "linux-x64-node26")).toBe("wide.linux-x64-node26.jsonl");
  });

  it.each([
    "",
    ".",
    "..",
    "../up",
    "/etc",
    "a/b",
    "a\\b",
    "a\u0000b",
    "A",
    "é",
    "a.b",
    "-a",
    "a\n",
    "a".repeat(101),
  ])("refuses %j as a part of a file name", (name) => {
    for (const attempt of [() => resultFileName(name, "x"), () => resultFileName("x", name)]) {
      expect(resultErrorOf(attempt).message).toMatch(oneSentence);
    }
  });
});

describe("ensureResultsFolder", () => {
  it("finds out early that a folder is not ours to write to", () => {
    const folder = temporaryFolder();
    chmodSync(folder, 0o555);
    const program = new URL("fixtures/ensure-folder.ts", import.meta.url).pathname;
    // The administrator may write anywhere, so another user has to try.
    const user = process.getuid?.() === 0 ? { uid: 65_534 } : {};
    const tried = spawnSync(process.execPath, [program, folder], { ...user, cwd: "/", encoding: "utf8" });
    expect(tried.stdout).toMatch(/^unwritable .*permission is denied \(EACCES\)/);
    expect(tried.stdout).toContain(folder);
  });
});

describe("listResultFiles", () => {
  it("lists result files directly in the folder, sorted, and nothing else", () => {
    const folder = temporaryFolder();
    for (const name of ["b.jsonl", "a.jsonl", ".wide.7.unfinished", ".c.jsonl", "notes.txt"]) {
      writeFileSync(join(folder, name), "");
    }
    mkdirSync(join(folder, "d.jsonl"));
    symlinkSync(join(folder, "nowhere"), join(folder, "e.jsonl"));
    expect(listResultFiles(folder)).toEqual([join(folder, "a.jsonl"), join(folder, "b.jsonl")]);
  });

  it("says what to do when there is no such folder", () => {
    const missing = join(temporaryFolder(), "missing");
    const error = resultErrorOf(() => listResultFiles(missing));
    expect(error).toMatchObject({ kind: "unreadable", file: missing });
    expect(error.message).toMatch(oneSentence);
  });
});

describe("printable", () => {
  it("escapes what a terminal would act on", () => {
    expect(printable("a\u001b[31mb\n")).toBe("a\\u001b[31mb\\u000a");
    expect(printable("\u202eabc\u009b")).toBe("\\u202eabc\\u009b");
    expect(printable("Größe 5 µs ✓")).toBe("Größe 5 µs ✓");
  });

  it("cuts what is too long", () => {
    expect(printable("x".repeat(300))).toBe(`${"x".repeat(199)}…`);
  });
});
