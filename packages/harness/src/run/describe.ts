import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { printable } from "@strait/results/printable";
import { HarnessError } from "../error.ts";
import type { ScenarioDescription, Substitute } from "../fork/message.ts";
import type { ProfileName } from "../profile.ts";
import { describeEnding } from "./fork-ending.ts";
import { runFork } from "./fork-process.ts";
import type { Runtime } from "./runtime.ts";

/** Milliseconds in which a scenario module must be loaded. */
const loadTimeout = 60_000;

/** URL of a scenario module that is given by path or URL. */
export function moduleUrl(module: string | URL): string {
  if (module instanceof URL) return module.href;
  return module.startsWith("file:") ? module : pathToFileURL(resolve(module)).href;
}

/**
 * What a scenario module defines. It is loaded in a process of its own, so that a broken add-on cannot harm this
 * one.
 *
 * @throws HarnessError when the module cannot be loaded or is no scenario
 */
export async function describeScenario(
  module: string | URL,
  options: {
    /** What loads the module; the runtime of this process when missing. */
    readonly runtime?: Runtime | undefined;
    readonly signal?: AbortSignal | undefined;
    /** A file to load in place of an add-on that the module asks for. */
    readonly substitute?: Substitute | null;
    /** Whose sizes and columns are described; those of `full` when missing. */
    readonly profile?: ProfileName;
    onOutput?(text: string): void;
  } = {},
): Promise<ScenarioDescription> {
  const url = moduleUrl(module);
  const ended = runFork(
    {
      task: "describe",
      module: url,
      substitute: options.substitute ?? null,
      profileName: options.profile ?? "full",
    },
    {
      runtime: options.runtime,
      timeout: loadTimeout,
      signal: options.signal,
      onOutput: options.onOutput ?? (() => {}),
    },
  );
  // What checks an answer takes longer to load than the process takes to start.
  const [ending, { parseAnswer }] = await Promise.all([ended, import("./answer.ts")]);
  if (ending.ending === "interrupted") {
    throw new HarnessError("The run was interrupted before it began", "nothing was written; run again", 3);
  }
  const what = `The scenario ${printable(url, 400)} cannot be loaded`;
  if (ending.answer === null) {
    throw new HarnessError(
      `${what}, because its process ${describeEnding(ending, loadTimeout)}`,
      "load it alone to see why",
    );
  }
  const answer = parseAnswer(ending.answer);
  if (answer.kind === "description") return answer.description;
  const reason = answer.kind === "failure" ? answer.reason : "it gave another answer";
  throw new HarnessError(`${what} (${printable(reason, 1000)})`, "correct it and run again");
}
