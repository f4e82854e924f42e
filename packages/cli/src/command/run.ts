import { listenForInterrupt } from "@strait/harness/run";
import { withLiveView } from "../live/live-view.ts";
import { findScenario } from "../scenarios.ts";
import { renderTable } from "../table.ts";
import { renderVerdicts, verdictsIn } from "../verdict-table.ts";
import { type MeasureOptions, measure } from "./measure.ts";

type RunOptions = MeasureOptions & {
  readonly only?: readonly string[];
  readonly json?: true;
  readonly quiet?: true;
};

/** Measures one scenario, prints its table, and sets the exit code by what came out. */
export async function run(scenario: string, options: RunOptions): Promise<void> {
  const module = findScenario(scenario);
  const interrupt = listenForInterrupt();
  const { analysis, path, exitCode } = await withLiveView(options.live === true, process.stderr, (live) =>
    measure(module, options, interrupt.signal, live),
  );
  interrupt.dispose();
  process.stdout.write(
    options.json ? `${JSON.stringify(analysis, null, 2)}\n` : `${renderTable(analysis)}\nRecords: ${path}\n`,
  );
  // Whoever runs a suite as a row of tasks finds the verdicts of all of them under the last.
  if (options.suite && !options.json) {
    const all = verdictsIn(options.results);
    process.stdout.write(`\nVerdicts of every scenario in ${options.results}:\n${renderVerdicts(all)}\n`);
  }
  process.exitCode = exitCode;
}
