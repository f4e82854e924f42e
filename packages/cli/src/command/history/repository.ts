import { execFileSync } from "node:child_process";
import { UsageError } from "../../usage-error.ts";

/** The branch that is checked out here. Throws UsageError where there is none. */
export function currentBranch(): string {
  const name = git("symbolic-ref", "--short", "HEAD");
  if (name !== null && name !== "") return name;
  throw new UsageError("the branch that was measured is not known here; name it with --branch");
}

/** A look-up of the date of a commit in the repository around here: milliseconds since 1970, or null. */
export function commitDates(): (commit: string) => number | null {
  const known = new Map<string, number | null>();
  return (commit) => {
    const before = known.get(commit);
    if (before !== undefined) return before;
    const seconds = /^[0-9a-f]{4,64}$/.test(commit)
      ? git("show", "--no-patch", "--format=%ct", commit)
      : null;
    const date = seconds !== null && /^\d+$/.test(seconds) ? 1000 * Number(seconds) : null;
    known.set(commit, date);
    return date;
  };
}

/** What git prints; null where it fails or is not installed. */
function git(...parameters: string[]): string | null {
  try {
    return execFileSync("git", parameters, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return null;
  }
}
