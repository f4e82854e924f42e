import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/** Notes the address of every module that the program's argument leads to, and prints them. */
const program = `
  import module from "node:module";
  const loaded = [];
  module.registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context); } });
  await import(process.argv[1]);
  console.log(JSON.stringify(loaded));
`;

/** Addresses of all modules that importing a file of this package loads, as Node itself says. */
function loadedBy(file: string): string[] {
  const address = new URL(`../src/${file}`, import.meta.url).href;
  const output = execFileSync(
    process.execPath,
    ["--input-type=module", "--disable-warning=ExperimentalWarning", "--eval", program, address],
    { cwd: fileURLToPath(new URL("..", import.meta.url)), encoding: "utf8" },
  );
  const loaded: string[] = JSON.parse(output);
  expect(loaded).toContain(address);
  return loaded;
}

/** Packages of the registry among them. */
function packagesLoadedBy(file: string): string[] {
  const packages = loadedBy(file).flatMap(
    (url) => /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1] ?? [],
  );
  return [...new Set(packages)];
}

describe("what is loaded hundreds of times", () => {
  it.each(["fork/measure-case.ts", "fork/describe-scenario.ts", "index.ts"])(
    "%s does not load what checks records, which takes 50 ms",
    (file) => {
      expect(packagesLoadedBy(file)).not.toContain("zod");
    },
  );

  it.each([
    "fork/measure-case.ts",
    "fork/channel.ts",
    "index.ts",
    "../../runtimes/src/quick-resolution.ts",
    "../../native/src/index.ts",
  ])("%s does not import node:fs, of which that loads the lazy parts as well, 4.5 ms", (file) => {
    expect(loadedBy(file)).not.toContain("node:fs");
  });

  it("asking for a description loads nothing of others before the process that describes has begun", () => {
    expect(packagesLoadedBy("run/describe.ts")).toEqual([]);
  });

  it("is seen: whoever runs scenarios checks records", () => {
    expect(packagesLoadedBy("run/index.ts")).toContain("zod");
  });
});
