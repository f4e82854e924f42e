import { listenForInterrupt } from "@strait/harness/interrupt";
import { chooseRuntimes } from "../runtimes.ts";
import { findScenario } from "../scenarios.ts";
import { describeAhead } from "./describe-ahead.ts";
import type { RunOptions } from "./run-described.ts";

/** Measures one scenario and shows what came out; it is described while the rest of this command is loaded. */
export async function run(scenario: string, options: RunOptions): Promise<void> {
  const module = findScenario(scenario);
  const interrupt = listenForInterrupt();
  const { signal } = interrupt;
  const chosen = await chooseRuntimes(options.runtime, signal);
  const descriptions = describeAhead([module], chosen.runtimes, { profile: options.profile, signal });
  const { runDescribed } = await import("./run-described.ts");
  await runDescribed(module, options, { chosen, descriptions, interrupt });
}
