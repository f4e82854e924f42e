/** Oracle: which benches an edit must run, written down by hand; asked of Nx itself. */
import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../../..");
const nx = resolve(root, "node_modules/nx/dist/bin/nx.js");

function ask(...commandArguments: string[]): string {
  return execFileSync(process.execPath, [nx, ...commandArguments], { cwd: root, encoding: "utf8" });
}

/** Scenarios whose bench Nx would run after an edit of `file`. */
function affectedBenches(file: string): string[] {
  const { tasks } = JSON.parse(ask("affected", "-t", "bench", `--files=${file}`, "--graph=stdout"));
  return Object.keys(tasks.tasks)
    .flatMap((task) => /^@strait\/(.+):bench$/.exec(task)?.[1] ?? [])
    .sort();
}

const everyScenario = JSON.parse(ask("show", "projects", "--projects=tag:scenario", "--json"))
  .map((name: string) => name.replace("@strait/", ""))
  .sort();

describe("nx affected -t bench", { timeout: 60_000 }, () => {
  it.each([
    "packages/native/crates/strait-arena/src/schema.rs",
    "packages/native/src/runtime/arena.ts",
    "packages/codegen/src/names.ts",
    "packages/harness/src/index.ts",
    "proto/strait/stress/v1/wide.proto",
    "package-lock.json",
    "Cargo.lock",
  ])("runs every bench after an edit of %s", (file) => {
    expect(everyScenario.length).toBeGreaterThan(2);
    expect(affectedBenches(file)).toEqual(everyScenario);
  });

  it("runs only its own bench after an edit of a scenario", () => {
    expect(affectedBenches("packages/scenarios/wide/src/scenario.ts")).toEqual(["wide"]);
  });

  it.each([
    "README.md",
    "packages/scenarios/wide/README.md",
    "docs/layout.md",
    "packages/report/src/report.ts",
  ])("runs no bench after an edit of %s", (file) => {
    expect(affectedBenches(file)).toEqual([]);
  });
});

describe("inferred targets", { timeout: 60_000 }, () => {
  const targetsOf = (project: string) => JSON.parse(ask("show", "project", project, "--json")).targets;

  it("a scenario is benched without cache and alone, and smoke-tested from the cache", () => {
    const targets = targetsOf("wide");
    expect(Object.keys(targets).sort()).toEqual(["bench", "bench:smoke", "test", "typecheck"]);
    expect(targets.bench).toMatchObject({ cache: false, parallelism: false, dependsOn: ["^build"] });
    expect(targets["bench:smoke"]).toMatchObject({ cache: true });
  });

  it("an example is generated before it is checked, and checked before its page is tried", () => {
    const targets = targetsOf("own-schema");
    expect(Object.keys(targets).sort()).toEqual(["generate", "lint", "test", "typecheck"]);
    expect(targets.typecheck).toMatchObject({ dependsOn: ["generate"] });
    expect(targets.test).toMatchObject({ dependsOn: ["typecheck", "lint"] });
  });

  it("a crate is built, tested and linted by Cargo", () => {
    expect(Object.keys(targetsOf("strait-arena")).sort()).toEqual(["build", "lint", "test"]);
  });
});
