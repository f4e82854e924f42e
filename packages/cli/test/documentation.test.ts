/** Oracle: README.md, ARCHITECTURE.md and docs/comparing.md themselves; what they show must run as shown. */
import { spawnSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { duetProfiles, profiles } from "@strait/harness/run";
import { describe, expect, it, onTestFinished } from "vitest";
import { strait, temporaryFolder, workspaceRoot } from "./strait.ts";

const page = (name: string) => readFileSync(join(workspaceRoot, name), "utf8");

/** The TypeScript blocks of a page, without their indentation. */
function examples(name: string): string[] {
  return [...page(name).matchAll(/^( *)```ts\n([\s\S]*?)^ *```$/gm)].map(([, indent = "", code = ""]) =>
    code.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  );
}

/** Writes an example beside this test, where it finds the packages of the workspace; it is gone when the test has ended. */
function place(example: string, name: string): string {
  const file = join(import.meta.dirname, `${name}.example.ts`);
  writeFileSync(file, example);
  onTestFinished(() => rmSync(file));
  return file;
}

describe("ARCHITECTURE.md", { timeout: 60_000 }, () => {
  it("shows a scenario that runs and passes its checks", () => {
    const [example = "", ...others] = examples("ARCHITECTURE.md");
    expect(others).toEqual([]);
    const file = place(example, "architecture");
    const { code, output, errors } = strait([
      "run",
      file,
      "--profile",
      "smoke",
      "--results",
      temporaryFolder(),
    ]);
    expect(errors).not.toContain("failed");
    expect(output).toContain("read-price");
    expect(code).toBe(0);
  });
});

describe("README.md", { timeout: 60_000 }, () => {
  it("shows views that do what it says", () => {
    const [example = "", ...others] = examples("README.md");
    expect(others).toEqual([]);
    const { status, stdout } = spawnSync(process.execPath, [place(example, "readme")], { encoding: "utf8" });
    expect(stripVTControlCharacters(stdout)).toMatch(/^101\.25 \d+\n\[\]\n$/);
    expect(status).toBe(0);
  });

  it("names commands that exist, with their options", () => {
    const help = strait(["--help"]).output;
    const named = [...page("README.md").matchAll(/`npx strait (\w+)/g)].map(([, command]) => command);
    expect(named.length).toBeGreaterThan(3);
    for (const command of named) expect(help).toContain(`  ${command} `);
    const options = [...page("README.md").matchAll(/`(--[a-z]+)\b/g)].map(([, option = ""]) => option);
    const everyHelp = [help, strait(["run", "--help"]).output, strait(["bench", "--help"]).output].join("\n");
    for (const option of options) expect(everyHelp).toContain(option);
  });

  it("gives the commands that continuous integration runs", () => {
    const script = page(".ci/run");
    const [, commands = ""] = /```sh\n([\s\S]*?)```/.exec(page("README.md")) ?? [];
    const steps = [...commands.matchAll(/^(npm[^#\n]*?)\s*(#.*)?$/gm)].flatMap(([, line = ""]) =>
      line.split(" && "),
    );
    expect(new Set(steps)).toEqual(new Set(["npm ci", "npm run bench", "npm test"]));
    for (const step of steps) expect(script).toContain(step);
  });
});

describe("the profiles", { timeout: 120_000 }, () => {
  /** Seconds that a whole suite may take on two processors, and the part of it that forks may take. */
  const budgets = { quick: 90, full: 8 * 60 };
  const forForks = 0.9;

  it("give the cases of all scenarios no more time together than a suite has", () => {
    const cases = strait(["list"]).output.match(/^ {2}\S/gm)?.length ?? 0;
    expect(cases).toBeGreaterThan(40);
    for (const profile of ["quick", "full"] as const) {
      const seconds = (cases * profiles[profile].suiteShare) / 1000;
      expect(seconds, `lower suiteShare of ${profile}`).toBeLessThanOrEqual(forForks * budgets[profile]);
    }
  });
});

describe("docs/comparing.md", { timeout: 900_000 }, () => {
  const text = page("docs/comparing.md");
  const [, block = ""] = /```sh\n([\s\S]*?)```/.exec(text) ?? [];
  const commands = block.split("\n").flatMap((line) => /^npx strait (.*?)\s*(#.*)?$/.exec(line)?.[1] ?? []);

  it.each(commands)("shows a command that runs: %s", (command) => {
    // Branches and files of a reader's stand for the commit and the add-on that are here.
    const addon = "packages/native/generated/strait-native.node";
    const parameters = command
      .replaceAll(/\b(main|v1\.2|my-branch)\b/g, "HEAD")
      .replaceAll(/\b(old|new)\.node\b/g, addon)
      .split(" ");
    const chosen = command.includes("--only") ? [] : ["--scenario", "memory", "--only", "rapid-cycles"];
    const small = ["--profile", "smoke", "--results", temporaryFolder()];
    const { code, output, errors } = strait([...parameters, ...chosen, ...small]);
    expect(errors).not.toContain("strait: ");
    expect(output).toContain("memory/rapid-cycles");
    expect(code).toBe(0);
  });

  it("names the options and the exit codes that there are, and the columns of the table", () => {
    expect(commands.length).toBe(3);
    const help = strait(["compare", "--help"]).output;
    for (const [, option = ""] of text.matchAll(/`(--[a-z]+)`/g)) expect(help).toContain(option);
    const columns = /^│ case .*$/m.exec(text)?.[0] ?? "";
    const source = page("packages/cli/src/compare/duet-table.ts");
    const heads = columns.split("│").flatMap((cell) => (cell.trim() === "" ? [] : [`"${cell.trim()}"`]));
    expect(heads.length).toBe(8);
    expect(source).toContain(`[${heads.join(", ")}]`);
  });

  it("says the profiles that a duet has", () => {
    for (const [name, { forks }] of Object.entries(duetProfiles)) {
      expect(text).toMatch(new RegExp(`\`${name}\` has ${forks}|\`${name}\` ${forks}`));
    }
  });
});
