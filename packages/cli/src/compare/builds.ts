import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { isAbsolute, join, relative, resolve } from "node:path";
import type { BuiltScenario, Side } from "@strait/harness/run";
import { build } from "../build.ts";
import { workspaceRoot } from "../scenarios.ts";
import { UsageError } from "../usage-error.ts";
import { buildTree } from "./build-tree.ts";
import { checkOut, remove, resolveCommit } from "./tree.ts";

/** What is to be compared: a commit with sources of its own, or an add-on under the sources of the working tree. */
export type Source = Side &
  (
    | { readonly kind: "commit"; readonly commit: string }
    | { readonly kind: "add-on"; readonly commit: null; readonly file: string }
    | { readonly kind: "working tree"; readonly commit: null }
  );

/**
 * What an argument of the command line means. A file of that name comes first; without an argument, the working tree.
 *
 * @throws UsageError when it is neither a file nor a git ref
 */
export function findSource(argument: string | undefined): Source {
  if (argument === undefined) return { kind: "working tree", label: "working tree", commit: null };
  if (statSync(argument, { throwIfNoEntry: false })?.isFile() === true) {
    return { kind: "add-on", label: argument, commit: null, file: resolve(argument) };
  }
  const commit = resolveCommit(argument);
  if (commit !== null) return { kind: "commit", label: argument, commit };
  throw new UsageError(
    `"${argument}" is neither an add-on file nor a git ref; give the path of a .node file, or a branch, tag or commit`,
  );
}

/** Where the trees of this workspace's commits are for as long as they are compared. */
export function treeFolder(): string {
  const name = createHash("sha256").update(workspaceRoot).digest("hex").slice(0, 8);
  const folder = join(tmpdir(), `strait-compare-${name}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Sources that are built, for as long as they are needed. */
export type Builds = {
  /** A scenario module of the working tree as a source has it; null when it has none. */
  scenario(source: Source, module: string): BuiltScenario | null;
  /** Takes away what was made to build. */
  dispose(): void;
};

/**
 * Builds every source with the named projects. The caller holds the lock of `treeFolder`.
 *
 * @param projects of Nx; those that a commit does not have are left out there
 * @throws UsageError when a build fails, HarnessError when it is interrupted; nothing is left behind
 */
export async function buildSources(
  sources: readonly Source[],
  projects: readonly string[],
  signal: AbortSignal,
  onStep: (line: string) => void,
): Promise<Builds> {
  const trees = new Map<string, string>();
  const dispose = (): void => {
    for (const tree of trees.values()) remove(tree);
    trees.clear();
  };
  removeLeftovers();
  try {
    if (sources.some(({ kind }) => kind !== "commit")) await build(projects);
    for (const { kind, commit, label } of sources) {
      if (kind !== "commit" || trees.has(commit)) continue;
      onStep(`Building ${label} (${commit.slice(0, 10)}) …`);
      const tree = join(treeFolder(), commit);
      trees.set(commit, tree);
      checkOut(commit, tree);
      await buildTree(
        tree,
        label,
        projects.filter((project) => hasProject(tree, project)),
        signal,
      );
    }
  } catch (error) {
    dispose();
    throw error;
  }
  return {
    dispose,
    scenario(source, module) {
      if (source.kind !== "commit") return { module, addon: source.kind === "add-on" ? source.file : null };
      const tree = trees.get(source.commit) ?? "";
      const own = relative(workspaceRoot, module);
      if (own.startsWith("..") || isAbsolute(own)) {
        throw new UsageError(
          `${module} is no part of commit ${source.commit}; name a scenario of this workspace`,
        );
      }
      const path = join(tree, own);
      return existsSync(path) ? { module: path, addon: null } : null;
    },
  };
}

/** Trees of a comparison that was killed. Whoever builds holds the lock of the folder, so nobody is using them. */
function removeLeftovers(): void {
  const folder = treeFolder();
  for (const name of readdirSync(folder)) if (/^[0-9a-f]{40}/.test(name)) remove(join(folder, name));
}

function hasProject(tree: string, name: string): boolean {
  return ["packages", "packages/scenarios"].some((folder) => existsSync(join(tree, folder, name)));
}
