import { execFileSync } from "node:child_process";
import type { HeaderRecord } from "@strait/results";

/** The commit that is checked out around `folder`, and whether files differ from it; null outside of git. */
export function readCommit(folder: string): HeaderRecord["run"]["commit"] {
  try {
    const id = git(folder, "rev-parse", "--verify", "HEAD").trim();
    return { id, dirty: git(folder, "status", "--porcelain") !== "" };
  } catch {
    return null;
  }
}

function git(folder: string, ...parameters: string[]): string {
  return execFileSync("git", parameters, {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    timeout: 10_000,
    // `git status` must not hold a lock that somebody's commit would stumble over.
    env: { ...process.env, GIT_OPTIONAL_LOCKS: "0" },
  });
}
