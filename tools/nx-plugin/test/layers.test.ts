/** Oracle: the table of ARCHITECTURE.md, "Who may know whom". The edges are those that Nx finds in imports and manifests. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../../..");
const nx = resolve(root, "node_modules/nx/dist/bin/nx.js");

type Edge = { source: string; target: string };

function edges(): Edge[] {
  const printed = execFileSync(process.execPath, [nx, "graph", "--print"], { cwd: root, encoding: "utf8" });
  const dependencies: Record<string, Edge[]> = JSON.parse(printed).graph.dependencies;
  return Object.values(dependencies)
    .flat()
    .filter(({ target }) => !target.startsWith("npm:"))
    .map(({ source, target }) => ({ source: layerOf(source), target: layerOf(target) }));
}

const scenarios: string[] = JSON.parse(
  execFileSync(process.execPath, [nx, "show", "projects", "--projects=tag:scenario", "--json"], {
    cwd: root,
    encoding: "utf8",
  }),
);

function layerOf(project: string): string {
  return scenarios.includes(project) ? "scenarios/*" : project.replace("@strait/", "");
}

/** Rows of the table: package → packages it may import. */
function allowedImports(): Map<string, string[]> {
  const page = readFileSync(resolve(root, "ARCHITECTURE.md"), "utf8");
  const rows = [...page.matchAll(/^\| `([^`]+)` \|[^|]*\| ([^|]*) \|$/gm)];
  return new Map(
    rows.map(([, name = "", imports = ""]) => [
      name,
      [...imports.matchAll(/`([^`]+)`/g)].map(([, one = ""]) => one),
    ]),
  );
}

it("no package imports what ARCHITECTURE.md does not allow", { timeout: 60_000 }, () => {
  const allowed = allowedImports();
  const found = edges();
  expect(found.length).toBeGreaterThan(10);
  const forbidden = found.filter(({ source, target }) => !allowed.get(source)?.includes(target));
  expect(forbidden).toEqual([]);
});
