import { accessSync, constants, mkdirSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { ResultError, unreadable, unwritable } from "./error.ts";
import type { Environment } from "./record.ts";

const extension = ".jsonl";
const verdictExtension = ".verdicts.jsonl";
const duetExtension = ".duet.jsonl";
const nameSegment = /^[a-z0-9][a-z0-9-]{0,99}$/;

/**
 * The platform of an environment as a part of file names: the system, and the runtime with the major version of Node,
 * whose versions stand side by side.
 *
 * @example platformName(environment) // "linux-x64-node26", "linux-x64-bun"
 */
export function platformName({ platform, runtime }: Pick<Environment, "platform" | "runtime">): string {
  const [major = ""] = runtime.version.split(".");
  return `${platform}-${runtime.name}${runtime.name === "node" ? major : ""}`;
}

/**
 * Name of the file that holds the results of one scenario on one platform.
 *
 * @throws ResultError when a name could leave the folder or clash with a reserved name.
 * @example resultFileName("wide", "linux-x64-node26") // "wide.linux-x64-node26.jsonl"
 */
export function resultFileName(scenario: string, platform: string): string {
  for (const name of [scenario, platform]) {
    if (!nameSegment.test(name)) {
      throw new ResultError(
        "unwritable",
        { file: name, line: null },
        "the name cannot be part of a file name",
        "use at most 100 lower-case letters, digits and hyphens",
      );
    }
  }
  return `${scenario}.${platform}${extension}`;
}

/**
 * Name of the file of verdicts that stands beside a result file.
 *
 * @example verdictFileName("wide.linux-x64-node26.jsonl") // "wide.linux-x64-node26.verdicts.jsonl"
 */
export function verdictFileName(resultFile: string): string {
  return `${resultFile.slice(0, -extension.length)}${verdictExtension}`;
}

/**
 * Name of the file of a duet. Builds are named as a user likes, by a branch or a path, so everything but letters and digits
 * becomes a hyphen.
 *
 * @example duetFileName("origin/main", "HEAD", "linux-x64-node26") // "compare-origin-main-head.linux-x64-node26.duet.jsonl"
 */
export function duetFileName(base: string, head: string, platform: string): string {
  const [from, to] = [base, head].map((label) =>
    label
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, "-")
      .replaceAll(/^-|-$/g, "")
      .slice(-40),
  );
  return `compare-${from}-${to}.${platform}${duetExtension}`;
}

/**
 * Creates the folder unless it is there, and checks that it can be written to.
 *
 * @returns its absolute path
 * @throws ResultError of kind "unwritable"
 */
export function ensureResultsFolder(folder: string): string {
  const path = resolve(folder);
  try {
    mkdirSync(path, { recursive: true });
    accessSync(path, constants.W_OK);
  } catch (error) {
    throw unwritable(path, error);
  }
  return path;
}

/**
 * Absolute paths of the result files that lie directly in `folder`, sorted by name. Verdicts and duets beside them are not
 * among these.
 *
 * @throws ResultError of kind "unreadable" when the folder is missing or is none
 */
export function listResultFiles(folder: string): string[] {
  const path = resolve(folder);
  try {
    return readdirSync(path)
      .filter((name) => name.endsWith(extension) && !name.startsWith("."))
      .filter((name) => !name.endsWith(verdictExtension) && !name.endsWith(duetExtension))
      .sort()
      .map((name) => join(path, name))
      .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
  } catch (error) {
    throw unreadable(path, error);
  }
}
