/** Oracle: the tools that every scenario must pass, run on what was generated; nothing of it touches the workspace. */
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scenarioFiles } from "../src/generator/scenario-files.ts";

const root = resolve(import.meta.dirname, "../../..");
const bin = join(root, "node_modules/.bin");
const name = "planted-category";
const workspace = mkdtempSync(join(tmpdir(), "strait-"));
const folder = join(workspace, "packages/scenarios", name);

function run(command: string, ...commandArguments: string[]) {
  const env = { ...process.env, PATH: `${bin}:${process.env["PATH"]}` };
  const cwd = command === "nx" ? root : workspace;
  const { status, stdout, stderr } = spawnSync(command, commandArguments, { cwd, encoding: "utf8", env });
  // Nx passes FORCE_COLOR on to the tests that it runs.
  return { code: status, output: stripVTControlCharacters(`${stdout}${stderr}`) };
}

beforeAll(() => {
  for (const file of ["tsconfig.json", "biome.json"]) cpSync(join(root, file), join(workspace, file));
  symlinkSync(join(root, "node_modules"), join(workspace, "node_modules"));
  for (const [path, content] of scenarioFiles(name)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
});

afterAll(() => rmSync(workspace, { recursive: true, force: true }));

describe("a generated scenario", { timeout: 120_000 }, () => {
  it("is formatted and lints", () => {
    const ended = run("biome", "check", "--vcs-enabled=false", "--error-on-warnings", folder);
    expect(ended, ended.output).toMatchObject({ code: 0 });
  });

  it("type checks", () => {
    const ended = run("tsc", "--noEmit", "-p", folder);
    expect(ended, ended.output).toMatchObject({ code: 0 });
  });

  it("passes its test", () => {
    const ended = run("vitest", "run", "--root", folder);
    expect(ended, ended.output).toMatchObject({ code: 0 });
  });

  it("can be benched", () => {
    const strait = join(root, "packages/cli/src/main.ts");
    const module = join(folder, "src/scenario.ts");
    const ended = run(
      "node",
      strait,
      "run",
      module,
      "--profile",
      "smoke",
      "--results",
      join(workspace, "results"),
    );
    expect(ended, ended.output).toMatchObject({ code: 0 });
    const file = join(
      workspace,
      `results/${name}.${process.platform}-${process.arch}-node${process.versions.node.split(".")[0]}.jsonl`,
    );
    const [, ...forks] = readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(forks).toMatchObject([{ error: null, checks: [{ passed: true }] }]);
  });
});

describe("nx g ./tools/nx-plugin:scenario", { timeout: 120_000 }, () => {
  it("writes these files (a dry run)", () => {
    const ended = run("nx", "g", "./tools/nx-plugin:scenario", name, "--dry-run");
    expect(ended, ended.output).toMatchObject({ code: 0 });
    for (const path of scenarioFiles(name).keys()) {
      expect(ended.output).toContain(`CREATE packages/scenarios/${name}/${path}`);
    }
  });

  it.each([
    ["memory", "exists already"],
    ["Big", "Big"],
    ["../outside", "outside"],
  ])("refuses the name %s", (refused, reason) => {
    const ended = run("nx", "g", "./tools/nx-plugin:scenario", refused, "--dry-run");
    expect(ended.code).not.toBe(0);
    expect(ended.output).toContain(reason);
    expect(ended.output).not.toContain("CREATE");
  });
});
