import { execFileSync } from "node:child_process";
import {
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { workspaceRoot } from "../scenarios.ts";
import { UsageError } from "../usage-error.ts";

/** Where Cargo keeps what it compiled for any commit; the second build of one takes seconds. */
const sharedTarget = join(workspaceRoot, "target/compare/release");

/**
 * The commit that a git ref names, or null when it names none.
 *
 * @throws UsageError when this is no git checkout
 */
export function resolveCommit(ref: string): string | null {
  try {
    git("rev-parse", "--git-dir");
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : String(cause);
    throw new UsageError(`git refs can be compared in a git checkout only (${reason}); give add-on files`);
  }
  try {
    return git("rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`).trim();
  } catch {
    return null;
  }
}

/**
 * Checks a commit out as a temporary worktree at `tree`, whose code is compiled where that of other commits was.
 *
 * @throws UsageError when git refuses
 */
export function checkOut(commit: string, tree: string): void {
  remove(tree);
  mkdirSync(dirname(tree), { recursive: true });
  try {
    git("worktree", "add", "--detach", "--force", tree, commit);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.trim() : String(cause);
    throw new UsageError(`commit ${commit} cannot be checked out: ${reason}`);
  }
  mkdirSync(sharedTarget, { recursive: true });
  mkdirSync(join(tree, "target"));
  symlinkSync(sharedTarget, join(tree, "target/release"));
}

/** Takes a worktree away, whatever state it is in, and what git knows of it. */
export function remove(tree: string): void {
  rmSync(tree, { recursive: true, force: true });
  git("worktree", "prune");
}

/** Whether a tree was made for the same packages of the registry as this workspace. */
export function hasSameDependencies(tree: string): boolean {
  const lockOf = (root: string) => {
    const file = join(root, "package-lock.json");
    return existsSync(file) ? readFileSync(file, "utf8") : null;
  };
  return lockOf(tree) === lockOf(workspaceRoot);
}

/**
 * Gives a tree the packages of this workspace. Those from a registry are linked to where they lie; those of the workspace
 * itself are links already, relative ones, and lead into the tree.
 */
export function linkDependencies(tree: string): void {
  const folders = globSync(["node_modules", "{packages,packages/scenarios,examples,tools}/*/node_modules"], {
    cwd: workspaceRoot,
  });
  for (const folder of folders) {
    if (existsSync(join(tree, dirname(folder)))) linkFolder(join(workspaceRoot, folder), join(tree, folder));
  }
}

function linkFolder(from: string, to: string): void {
  mkdirSync(to);
  for (const name of readdirSync(from)) {
    const [original, link] = [join(from, name), join(to, name)];
    if (lstatSync(original).isSymbolicLink()) symlinkSync(readlinkSync(original), link);
    else if (name.startsWith("@")) linkFolder(original, link);
    else symlinkSync(original, link);
  }
}

function git(...parameters: string[]): string {
  return execFileSync("git", parameters, {
    cwd: workspaceRoot,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
}
