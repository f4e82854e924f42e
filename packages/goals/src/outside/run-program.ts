import { spawn } from "node:child_process";
import { text } from "node:stream/consumers";
import { workspaceRoot } from "../workspace.ts";

export type Ended = { readonly status: number | null; readonly output: string; readonly errors: string };

/**
 * Runs a program at the root of the workspace and waits for its end. One that `signal` stops has no status.
 *
 * @throws Error when it cannot be started
 */
export async function runProgram(
  command: string,
  commandArguments: readonly string[],
  signal: AbortSignal,
): Promise<Ended> {
  const child = spawn(command, commandArguments, {
    cwd: workspaceRoot,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...process.env, NO_COLOR: "1" },
  });
  const stop = () => child.kill();
  signal.addEventListener("abort", stop);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  try {
    const [status, output, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
    return { status, output, errors };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${command} cannot be started (${reason})`, { cause });
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
