/** Oracle: README.md says in words what each line of its example prints; here are the lines. */
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect, it, onTestFinished } from "vitest";

it("README.md shows views that do what it says", () => {
  const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
  const [, example = ""] = /```ts\n([\s\S]*?)```/.exec(readme) ?? [];
  const file = join(import.meta.dirname, "readme.example.ts");
  writeFileSync(file, example);
  onTestFinished(() => rmSync(file));
  const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(stripVTControlCharacters(stdout).split("\n")).toEqual([
    "1 101.25 10000000000",
    "2",
    "true",
    "101.25",
    "STALE_HANDLE",
    "[]",
    "",
  ]);
});
