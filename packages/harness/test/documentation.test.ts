import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { profileNames, profiles, runScenario } from "../src/run/index.ts";
import { temporaryFolder } from "./fixtures/folder.ts";

const packageFolder = fileURLToPath(new URL("..", import.meta.url));
const readme = readFileSync(join(packageFolder, "README.md"), "utf8");

/** Runs a scenario module as the user of the package would have it: outside of this workspace. */
async function run(source: string, modules: Readonly<Record<string, string>> = {}) {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "node_modules", "@strait"), { recursive: true });
  symlinkSync(packageFolder, join(folder, "node_modules", "@strait", "harness"));
  const module = join(folder, "scenario.ts");
  writeFileSync(module, source);
  for (const [name, text] of Object.entries(modules)) writeFileSync(join(folder, name), text);
  return runScenario(module, { profile: "smoke", resultsFolder: join(folder, "results") });
}

/** The code below each `@example` of a source file, without the comment's stars. */
function examplesOf(source: string): string[] {
  const blocks = source.matchAll(/@example\n((?: \* .*\n)+)/g);
  return [...blocks].map(([, code = ""]) => code.replaceAll(/^ \* ?/gm, ""));
}

describe("what the documentation shows", () => {
  it("runs: the scenario of the README", async () => {
    const source = /```ts\n(import \{ batchCase[\s\S]*?)```/.exec(readme)?.[1] ?? "";
    const { forks } = await run(source);
    expect(forks.map((record) => [record.case, record.error])).toEqual([
      ["lookup", null],
      ["fill-and-drain", null],
    ]);
    expect(forks[0]?.checks).toEqual([{ name: "size", passed: true, detail: "1000 entries" }]);
  });

  it("runs: the example of every kind of case", async () => {
    const folder = join(packageFolder, "src", "scenario");
    const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), "utf8"));
    const examples = sources.flatMap(examplesOf);
    const worker = readFileSync(join(packageFolder, "src", "team", "define-worker.ts"), "utf8");
    const { forks } = await run(
      `import { batchCase, comparisonCase, countCase, defineScenario, parallelCase, phaseCase, sustainedCase, sweepCase } from "@strait/harness";
      export default defineScenario({ name: "examples", title: "", description: "", cases: [${examples.join(",")}] });`,
      {
        "sum-worker.ts": `import { defineWorker } from "@strait/harness";\n${examplesOf(worker).join("\n")}`,
      },
    );
    const cases = forks.map((record) => [record.case, record.error]);
    expect(cases.toSorted()).toEqual([
      ["encoded-size", null],
      ["fill-and-drain", null],
      ["fill-and-drop", null],
      ["sort", null],
      ["square-root", null],
      ["sum", null],
      ["sum-in-two", null],
    ]);
  });

  it("is true: the table of profiles", () => {
    const table = readme.replaceAll(/ +/g, " ");
    for (const name of profileNames) {
      const { forks, suiteForks, budget, caseBudget, suiteShare } = profiles[name];
      const counts = suiteForks === forks ? forks : `${forks}, ${suiteForks}`;
      const [row = ""] = table.match(new RegExp(`^\\| \`${name}\` \\|.*\\|.*\\|.*\\|.*$`, "m")) ?? [];
      expect(row).toContain(`| ${counts} | ${budget} ms |`);
      if (caseBudget > 0) expect(row).toContain(`| ${caseBudget / 1000} s, ${suiteShare / 1000} s |`);
    }
  });
});
