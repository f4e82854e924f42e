import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

export const workspaceRoot = resolve(import.meta.dirname, "../../..");

/**
 * Runs a tool at the root of the workspace with its output passed through, and ends the process with code 2 when it
 * fails. A tool that is missing is a sentence with `advice`.
 */
export function runTool(command: string, commandArguments: readonly string[], advice: string): void {
  const { error, status } = spawnSync(command, commandArguments, { cwd: workspaceRoot, stdio: "inherit" });
  if (error !== undefined)
    process.stderr.write(`${command} cannot be started (${error.message}); ${advice}\n`);
  if (status !== 0) process.exit(2);
}
