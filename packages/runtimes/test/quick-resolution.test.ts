/** Oracle: what Node finds by itself, in a tree with all that may differ. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const hook = fileURLToPath(new URL("../src/quick-resolution.ts", import.meta.url));
const own = "export const url: string = import.meta.url;";

const files = {
  "package.json": '{ "type": "module" }',
  "main.ts": `
    const outcome = async (specifier) => {
      try {
        const { url, default: kind } = await import(specifier);
        return url ?? (typeof kind === "object" ? Object.keys(kind)[0] : kind);
      } catch (error) {
        return error.code;
      }
    };
    const tried = [];
    for (const round of [1, 2]) {
      for (const specifier of ["./first.ts", "./second.ts", "./link.ts", "./missing.ts", "./folder.ts", "./plain.js",
        "../other/second.ts", "./inner/one.ts", "./inner/two.ts", "./common/one.ts", "./common/two.ts", "thing", "thing/part",
        "not-there", "node:path"]) tried.push([specifier, await outcome(specifier)]);
    }
    tried.push(["second of inner", (await import("./inner/through.ts")).urls]);
    console.log(JSON.stringify(tried));`,
  "first.ts": own,
  "second.ts": own,
  "plain.js": "export const url = import.meta.url;",
  "folder.ts/index.ts": own,
  "inner/one.ts": own,
  "inner/two.ts": own,
  "inner/through.ts": `
    import { url as again } from "../second.ts";
    import { url as thing } from "thing";
    export const urls: string[] = [again, thing];`,
  "inner/node_modules/thing/package.json": '{ "type": "module", "exports": "./inner.js" }',
  "inner/node_modules/thing/inner.js": "export const url = import.meta.url;",
  "common/package.json": '{ "type": "commonjs" }',
  "common/one.ts": 'module.exports = "commonjs one";',
  "common/two.ts": 'module.exports = "commonjs two";',
  "node_modules/thing/package.json":
    '{ "type": "module", "exports": { ".": { "import": "./import.js", "require": "./require.cjs" }, "./part": "./part.js" } }',
  "node_modules/thing/import.js": "export const url = import.meta.url;",
  "node_modules/thing/part.js": `
    import { createRequire } from "node:module";
    import "thing";
    export const url = import.meta.url + " requires " + createRequire(import.meta.url)("thing");`,
  "node_modules/thing/require.cjs": 'module.exports = "the other file";',
  "../other/package.json": '{ "type": "module" }',
  "../other/second.ts": own,
};

let tree = "";
beforeAll(() => {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), "strait-resolution-")));
  tree = join(parent, "tree");
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, name)), { recursive: true });
    writeFileSync(join(tree, name), content);
  }
  symlinkSync(join(tree, "first.ts"), join(tree, "link.ts"));
});
afterAll(() => rmSync(dirname(tree), { recursive: true, force: true }));

type Run = {
  /** What each import gave. */
  readonly found: readonly (readonly [string, unknown])[];
  /** Imports that were left to Node. */
  readonly asked: number;
  /** What the hook under test can tell another process. */
  readonly known: readonly unknown[];
};

/** A process that imports all there is in the tree, by Node itself or by the hook, which is told what is `known`. */
function run(known: readonly unknown[] | null): Run {
  const start =
    known === null
      ? "const foundImports = () => [];"
      : `const { resolveQuickly, foundImports } = await import(${JSON.stringify(hook)});
         resolveQuickly(${JSON.stringify(known)});`;
  // Counts what is left to Node, by a hook behind that under test.
  const counting = `
    import module from "node:module";
    let asked = 0;
    module.registerHooks({ resolve(specifier, context, next) { asked += 1; return next(specifier, context); } });
    ${start}
    asked = 0;
    await import(${JSON.stringify(join(tree, "main.ts"))});
    console.log(String(asked));
    console.log(JSON.stringify(foundImports()));`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", counting], {
    encoding: "utf8",
  });
  expect(stderr).toBe("");
  const [found = "", asked, told = ""] = stdout.split("\n");
  return { found: JSON.parse(found), asked: Number(asked), known: JSON.parse(told) };
}

describe("imports that are found quickly", () => {
  it("are those that Node finds, or fail as they fail there, and are asked of it less often", () => {
    const byNode = run(null);
    const quickly = run([]);
    expect(quickly.found).toEqual(byNode.found);
    expect(byNode.found).toContainEqual(["./second.ts", expect.stringMatching(/second\.ts$/)]);
    expect(byNode.found).toContainEqual(["./missing.ts", "ERR_MODULE_NOT_FOUND"]);
    expect(byNode.found).toContainEqual(["./link.ts", expect.stringMatching(/first\.ts$/)]);
    expect(byNode.found).toContainEqual(["./common/two.ts", "commonjs two"]);
    expect(quickly.asked).toBeLessThan(byNode.asked / 1.5);
  });

  it("are the same in a process that is told where another one found them, and Node is asked what failed there only", () => {
    const first = run([]);
    const told = run(first.known);
    expect(told.found).toEqual(first.found);
    const failed = first.found.filter(([, outcome]) => String(outcome).startsWith("ERR_"));
    const required = first.found.filter(([, outcome]) => String(outcome).includes(" requires ")).length / 2;
    expect(told.asked).toBe(failed.length + required);
  });
});
