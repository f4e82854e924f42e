/** `nx g ./tools/nx-plugin:scenario <name>`: the folder of a new category of stress. */
import { spawnSync } from "node:child_process";
import type { GeneratorCallback, Tree } from "nx/src/devkit-exports.js";
import { scenarioFiles } from "./scenario-files.ts";

/**
 * Writes packages/scenarios/<name> with one case that works and a test of it. Returns what brings the lock file of npm up
 * to date, which Nx runs once the files are there.
 *
 * @throws Error when the name is no name of a scenario, or is taken
 */
export default function scenario(tree: Tree, { name }: { readonly name: string }): GeneratorCallback {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(
      `"${name}" is no name of a scenario: use lower-case letters, digits and hyphens, as in "small-messages".`,
    );
  }
  const root = `packages/scenarios/${name}`;
  if (tree.exists(root)) throw new Error(`${root} exists already: choose another name or delete it first.`);
  for (const [path, content] of scenarioFiles(name)) tree.write(`${root}/${path}`, content);
  return () => {
    const install = ["install", "--ignore-scripts", "--no-audit", "--no-fund"];
    const { status } = spawnSync("npm", install, { cwd: tree.root, stdio: "inherit" });
    if (status !== 0) throw new Error("npm install failed: mend what it names above and run it again.");
    process.stdout.write(`\nnpx nx run-many -t typecheck test bench -p ${name}\n`);
  };
}
