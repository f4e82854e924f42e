/** Oracle: README.md. Its commands are run as they stand, and what the last one prints is what it says. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, it, onTestFinished } from "vitest";

const example = resolve(import.meta.dirname, "..");
const repository = resolve(example, "../..");
const readme = readFileSync(join(example, "README.md"), "utf8");

/** The blocks of a language on the page. */
function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(
    ([, code = ""]) => code,
  );
}

/** Runs the commands of a block in a folder. Returns what the last one prints. */
function run(block: string, folder: string): string {
  let printed = "";
  for (const command of block.trimEnd().split("\n")) {
    const { status, stdout, stderr } = spawnSync(command, {
      cwd: folder,
      encoding: "utf8",
      shell: true,
      env: { ...process.env, STRAIT: repository },
    });
    expect(status, `${command}\n${stdout}${stderr}`).toBe(0);
    expect(stderr).not.toContain("warning");
    printed = stdout;
  }
  return stripVTControlCharacters(printed);
}

const [here = "", elsewhere = "", ...others] = blocks("sh");
const [printed = "", ...more] = blocks("text");

// The first time, Cargo compiles the add-on with all it depends on.
describe("README.md", { timeout: 900_000 }, () => {
  it("shows steps that lead to what it says", () => {
    expect([...others, ...more]).toEqual([]);
    expect(run(here, example)).toBe(printed);
  });

  it("shows how to begin elsewhere", () => {
    const folder = mkdtempSync(join(tmpdir(), "strait-"));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const name of ["proto", "src", "Cargo.toml", "Cargo.lock", "build.rs"]) {
      cpSync(join(example, name), join(folder, name), { recursive: true });
    }
    const manifest = readFileSync(join(folder, "Cargo.toml"), "utf8");
    writeFileSync(join(folder, "Cargo.toml"), manifest.replace("../..", repository.replaceAll("\\", "/")));
    // Cargo need not compile the dependencies again.
    mkdirSync(join(example, "target"), { recursive: true });
    symlinkSync(join(example, "target"), join(folder, "target"));
    expect(run(elsewhere, folder)).toBe(printed);
  });
});
