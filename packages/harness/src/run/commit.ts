import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { HeaderRecord } from "@strait/results";

/** What `git status` begins with where the commit has an identifier; a repository without one says "(initial)". */
const identifier = /^# branch\.oid ([0-9a-f]+)$/m;

/** The commit that is checked out around `folder`, and whether files differ from it; null outside of git. */
export async function readCommit(folder: string): Promise<HeaderRecord["run"]["commit"]> {
  const status = await readStatus(folder).catch(() => "");
  const id = identifier.exec(status)?.[1];
  if (id === undefined) return null;
  return { id, dirty: status.split("\n").some((line) => line !== "" && !line.startsWith("# ")) };
}

async function readStatus(folder: string): Promise<string> {
  const { stdout } = await promisify(execFile)("git", ["status", "--porcelain=v2", "--branch"], {
    cwd: folder,
    timeout: 10_000,
    maxBuffer: 2 ** 26,
    // `git status` must not hold a lock that somebody's commit would stumble over.
    env: { ...process.env, GIT_OPTIONAL_LOCKS: "0" },
  });
  return stdout;
}
