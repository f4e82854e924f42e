/** Oracle: README.md itself; the files it names exist, and its examples print what it shows. */
import { spawnSync } from "node:child_process";
import { existsSync, globSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const root = join(import.meta.dirname, "..");
const page = readFileSync(join(root, "README.md"), "utf8");

test("the files that the contents name exist, and every folder of src has a place in them", () => {
  const named = [...page.matchAll(/`([a-z-]+\/[a-z-]*(?:\.ts)?)`/g)].map(([, path = ""]) => path);
  const files = named.filter((path) => path.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(25);
  for (const path of files) expect(existsSync(join(root, "src", path)), path).toBe(true);
  for (const folder of globSync("*/", { cwd: join(root, "src") })) {
    expect(
      named.some((path) => path.startsWith(`${folder.replace(/\/$/, "")}/`)),
      folder,
    ).toBe(true);
  }
});

/** Examples that need no result file; what they print is in the comments at their end. */
const examples = [...page.matchAll(/```ts\n([\s\S]*?)```/g)]
  .map(([, code = ""]) => code)
  .filter((code) => !code.includes("results/"));

test.each(examples.map((code, index) => [index, code] as const))(
  "example %i prints what it shows",
  (index, code) => {
    const file = join(import.meta.dirname, `readme-${index}.example.ts`);
    writeFileSync(file, code);
    onTestFinished(() => rmSync(file));
    const { stdout, stderr } = spawnSync(process.execPath, [file], { encoding: "utf8" });
    const shown = [...code.matchAll(/^\/\/ (.*)$/gm)].map(([, line]) => `${line}\n`).join("");
    expect(shown).not.toBe("");
    expect(stripVTControlCharacters(stdout), stderr).toBe(shown);
  },
);
