/** Oracle: README.md says in words what each line of its examples prints; here are the lines. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect, it, onTestFinished } from "vitest";

/** The lines that a program prints which consists of these examples of README.md; the first one is run. */
function run(...files: readonly { readonly name: string; readonly example: number }[]): string[] {
  const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
  const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text = ""]) => text);
  const folder = mkdtempSync(join(import.meta.dirname, "readme-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const { name, example } of files) writeFileSync(join(folder, name), examples[example] ?? "");
  const { stdout, stderr } = spawnSync(process.execPath, [join(folder, files[0]?.name ?? "")], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  return stripVTControlCharacters(stdout).trimEnd().split("\n");
}

it("README.md shows views that do what it says", () => {
  expect(run({ name: "views.ts", example: 0 })).toEqual([
    "1 101.25 10000000000",
    "2",
    "true",
    "101.25",
    "STALE_HANDLE",
    "[]",
  ]);
});

it("README.md shows threads that hand a message over", () => {
  expect(run({ name: "threads.ts", example: 1 }, { name: "member.ts", example: 2 })).toEqual(["42"]);
});
