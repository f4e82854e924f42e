import { HarnessError } from "@strait/harness/run";
import type { Runtime } from "@strait/runtimes";
import { exitCode } from "../exit-code.ts";
import type { LiveView } from "../live/live-view.ts";
import type { Descriptions } from "./describe-ahead.ts";
import { type Measured, type MeasureOptions, measure } from "./measure.ts";

/** What came out on all runtimes. */
export type MeasuredOn = {
  readonly measured: readonly Measured[];
  /** 2 when the scenario could not be loaded on one of several runtimes. */
  readonly exitCode: 0 | 2;
};

/**
 * Measures one scenario module on one runtime after the other. A runtime of several that cannot load the module is a
 * sentence on standard error, and the others are measured.
 *
 * @param onMeasured called as soon as one has been measured
 */
export async function measureOn(
  module: string,
  runtimes: readonly (Runtime | null)[],
  options: MeasureOptions & { readonly only?: readonly string[]; readonly quiet?: true },
  {
    signal,
    live,
    descriptions,
    onMeasured,
  }: {
    readonly signal: AbortSignal;
    readonly live: LiveView | null;
    readonly descriptions: Descriptions;
    onMeasured?(one: Measured): void;
  },
): Promise<MeasuredOn> {
  const measured: Measured[] = [];
  let refused = false;
  for (const runtime of runtimes) {
    if (signal.aborted) break;
    if (runtime !== null && options.quiet !== true) {
      process.stderr.write(`On ${runtime.title} (${runtime.version}):\n`);
    }
    try {
      const description = descriptions.of(module, runtime);
      const one = await measure(module, { ...options, measureOn: runtime, description }, signal, live);
      measured.push(one);
      onMeasured?.(one);
    } catch (error) {
      if (runtimes.length === 1 || !(error instanceof HarnessError) || error.exitCode !== 2) throw error;
      refused = true;
      process.stderr.write(`strait: not measured on ${runtime?.title ?? "this Node"}: ${error.message}\n`);
    }
  }
  return { measured, exitCode: refused ? exitCode.misuse : exitCode.allHold };
}
