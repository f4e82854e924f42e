import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { onTestFinished } from "vitest";

export const workspaceRoot = resolve(import.meta.dirname, "../../..");
const main = join(workspaceRoot, "packages/cli/src/main.ts");

export type Ended = { readonly code: number | null; readonly output: string; readonly errors: string };

/** Runs the command as a user would, from the root of the workspace. */
export function strait(commandArguments: readonly string[], environment: NodeJS.ProcessEnv = {}): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...commandArguments], {
    cwd: workspaceRoot,
    encoding: "utf8",
    env: { ...process.env, ...environment },
    maxBuffer: 2 ** 26,
  });
  // Nx passes FORCE_COLOR on to the tests that it runs.
  return { code: status, output: stripVTControlCharacters(stdout), errors: stripVTControlCharacters(stderr) };
}

/** A folder that is gone when the test has ended. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "strait-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
