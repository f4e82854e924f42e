import { HarnessError } from "@strait/harness/error";
import type { Runtime } from "@strait/runtimes";
import { exitCode } from "./exit-code.ts";
import { UsageError } from "./usage-error.ts";

/** The runtimes to measure on. */
export type ChosenRuntimes = {
  /** Null stands for the Node of this process. */
  readonly runtimes: readonly (Runtime | null)[];
  /** What the process ends with at least: 2 when one that was asked for cannot be had. */
  readonly exitCode: 0 | 2;
};

/**
 * The runtimes that `--runtime` names, fetched where they are not there yet. What cannot be had is a sentence on standard
 * error; of "all", those are left out that there are not for this platform.
 *
 * @throws UsageError when none is left
 */
export async function chooseRuntimes(list: string | undefined, signal: AbortSignal): Promise<ChosenRuntimes> {
  if (list === undefined) return { runtimes: [null], exitCode: exitCode.allHold };
  // What fetches and unpacks them takes 15 ms to load, and a suite on the Node of this process needs none of it.
  const { obtainAll, parseRuntimeNames } = await import("@strait/runtimes");
  const names = parseRuntimeNames(list);
  const say = (sentence: string): void => {
    process.stderr.write(`${sentence}\n`);
  };
  const obtained = await obtainAll(names, { signal, onFetch: say });
  const runtimes = obtained.flatMap(({ runtime }) => runtime ?? []);
  const missing = obtained.flatMap(({ error }) => error ?? []);
  const [first] = missing;
  if (runtimes.length === 0 && first !== undefined) {
    if (signal.aborted)
      throw new HarnessError("The run was interrupted before it began", "run again", 3, first);
    throw new UsageError(missing.map(({ message }) => message).join("\n"));
  }
  for (const error of missing) say(`strait: ${error.message} The others are measured.`);
  const tolerated = list.split(",").includes("all");
  const failed = missing.some(({ kind }) => !(tolerated && kind === "unsupported"));
  return { runtimes, exitCode: failed ? exitCode.misuse : exitCode.allHold };
}
