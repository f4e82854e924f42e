import { spawn } from "node:child_process";
import { once } from "node:events";
import { delimiter, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { HarnessError } from "@strait/harness/run";
import { UsageError } from "../usage-error.ts";
import { hasSameDependencies, linkDependencies } from "./tree.ts";

/** Lines of a failed build that are shown. */
const shownLines = 30;

/**
 * Installs what a tree needs, generates its code and compiles its add-ons, through its own Nx, which takes from the cache
 * what was built before.
 *
 * @param label what the user calls it
 * @throws UsageError with the end of the output when a step fails
 * @throws HarnessError when it is interrupted
 */
export async function buildTree(
  tree: string,
  label: string,
  projects: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  if (hasSameDependencies(tree)) linkDependencies(tree);
  else await runIn(tree, label, "npm", ["ci"], signal);
  const nx = join(tree, "node_modules/.bin/nx");
  await runIn(
    tree,
    label,
    nx,
    ["run-many", "-t", "build", "-p", ...projects, "--output-style=stream"],
    signal,
  );
}

async function runIn(
  tree: string,
  label: string,
  command: string,
  parameters: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  // In a group of its own, so that all of it can be stopped, whether or not a terminal sends Ctrl-C to it.
  const child = spawn(command, parameters, {
    cwd: tree,
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
    env: environmentFor(tree),
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const stop = (): void => {
    if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
  };
  signal.addEventListener("abort", stop);
  if (signal.aborted) stop();
  try {
    const [code] = await once(child, "close");
    if (signal.aborted) {
      throw new HarnessError(
        "The comparison was interrupted while it built",
        "nothing was written; run again",
        3,
      );
    }
    if (code === 0) return;
  } catch (error) {
    if (error instanceof HarnessError) throw error;
    output += String(error);
  } finally {
    signal.removeEventListener("abort", stop);
  }
  const end = stripVTControlCharacters(output).trimEnd().split("\n").slice(-shownLines).join("\n  ");
  throw new UsageError(`"${label}" was not built; its build ended with:\n  ${end}`);
}

/** This process may itself run inside an Nx task of another workspace, whose settings are not the tree's. */
function environmentFor(tree: string): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith("NX_") || name === "NX_CACHE_DIRECTORY",
  );
  return {
    ...Object.fromEntries(inherited),
    NX_DAEMON: "false",
    NX_TUI: "false",
    PATH: [join(tree, "node_modules/.bin"), process.env["PATH"]].join(delimiter),
  };
}
