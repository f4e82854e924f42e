import { comparePlatforms } from "@strait/analysis";
import type { Interrupt } from "@strait/harness/interrupt";
import { exitCode } from "../exit-code.ts";
import { withLiveView } from "../live/live-view.ts";
import { renderPlatforms } from "../platform-table.ts";
import type { ChosenRuntimes } from "../runtimes.ts";
import { renderTable } from "../table.ts";
import { renderVerdicts, verdictsIn } from "../verdict-table.ts";
import type { Descriptions } from "./describe-ahead.ts";
import type { MeasureOptions } from "./measure.ts";
import { measureOn } from "./measure-on.ts";

export type RunOptions = MeasureOptions & {
  readonly only?: readonly string[];
  readonly json?: true;
  readonly quiet?: true;
};

/**
 * Measures one scenario, prints its table for each runtime and then all of them side by side, and sets the exit code by
 * what came out.
 */
export async function runDescribed(
  module: string,
  options: RunOptions,
  {
    chosen,
    descriptions,
    interrupt,
  }: { readonly chosen: ChosenRuntimes; readonly descriptions: Descriptions; readonly interrupt: Interrupt },
): Promise<void> {
  const { signal } = interrupt;
  const print = (text: string): void => {
    if (options.json !== true) process.stdout.write(`${text}\n`);
  };
  const all = await withLiveView(options.live === true, process.stderr, (live) =>
    measureOn(module, chosen.runtimes, options, {
      signal,
      live,
      descriptions,
      onMeasured: ({ analysis, path }) => print(`${renderTable(analysis)}\nRecords: ${path}`),
    }),
  );
  interrupt.dispose();
  const analyses = all.measured.map(({ analysis }) => analysis);
  for (const comparison of comparePlatforms(analyses)) print(`\n${renderPlatforms(comparison)}`);
  if (options.json) {
    const shown = options.runtime === undefined ? analyses[0] : analyses;
    process.stdout.write(`${JSON.stringify(shown, null, 2)}\n`);
  }
  process.exitCode = Math.max(
    chosen.exitCode,
    all.exitCode,
    ...all.measured.map((one) => one.exitCode),
    signal.aborted ? exitCode.cutShort : exitCode.allHold,
  );
  // Whoever runs a suite as a row of tasks finds the verdicts of all of them under the last.
  if (options.suite) {
    print(
      `\nVerdicts of every scenario in ${options.results}:\n${renderVerdicts(verdictsIn(options.results))}`,
    );
  }
}
