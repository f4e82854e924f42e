/** Oracle: README.md. Its commands are run as they stand, and what the last one prints is what it says. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect, it } from "vitest";

const example = resolve(import.meta.dirname, "..");
const readme = readFileSync(join(example, "README.md"), "utf8");

function block(language: string): string {
  const [, code = ""] = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``).exec(readme) ?? [];
  return code;
}

// The first time, Cargo compiles the add-on with all it depends on.
it("README.md shows steps that lead to what it says", { timeout: 900_000 }, () => {
  const commands = block("sh").trimEnd().split("\n");
  expect(commands).toHaveLength(4);
  let printed = "";
  for (const command of commands) {
    const { status, stdout, stderr } = spawnSync(command, { cwd: example, encoding: "utf8", shell: true });
    expect(status, `${command}\n${stdout}${stderr}`).toBe(0);
    expect(stderr).not.toContain("warning");
    printed = stdout;
  }
  expect(stripVTControlCharacters(printed)).toBe(block("text"));
});
