import { comparePlatforms } from "@strait/analysis";
import { listenForInterrupt } from "@strait/harness/run";
import { exitCode } from "../exit-code.ts";
import { withLiveView } from "../live/live-view.ts";
import { renderPlatforms } from "../platform-table.ts";
import { chooseRuntimes } from "../runtimes.ts";
import { findScenario } from "../scenarios.ts";
import { renderTable } from "../table.ts";
import { renderVerdicts, verdictsIn } from "../verdict-table.ts";
import type { MeasureOptions } from "./measure.ts";
import { measureOn } from "./measure-on.ts";

type RunOptions = MeasureOptions & {
  readonly only?: readonly string[];
  readonly json?: true;
  readonly quiet?: true;
};

/**
 * Measures one scenario, prints its table for each runtime and then all of them side by side, and sets the exit code by
 * what came out.
 */
export async function run(scenario: string, options: RunOptions): Promise<void> {
  const module = findScenario(scenario);
  const interrupt = listenForInterrupt();
  const { signal } = interrupt;
  const chosen = await chooseRuntimes(options.runtime, signal);
  const print = (text: string): void => {
    if (options.json !== true) process.stdout.write(`${text}\n`);
  };
  const all = await withLiveView(options.live === true, process.stderr, (live) =>
    measureOn(module, chosen.runtimes, options, {
      signal,
      live,
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
