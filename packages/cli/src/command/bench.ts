import { listenForInterrupt } from "@strait/harness/run";
import { build } from "../build.ts";
import { withLiveView } from "../live/live-view.ts";
import { writeReport } from "../report-file.ts";
import { findScenario, scenarioModules } from "../scenarios.ts";
import { renderTable } from "../table.ts";
import { renderVerdicts } from "../verdict-table.ts";
import { type Measured, type MeasureOptions, measure } from "./measure.ts";

/** Builds, measures the named scenarios (or all), prints a table for each and one of all verdicts, and writes the report. */
export async function bench(names: readonly string[], options: MeasureOptions): Promise<void> {
  const modules = names.length > 0 ? names.map(findScenario) : scenarioModules().map(({ path }) => path);
  const known = scenarioModules().filter(({ path }) => modules.includes(path));
  await build(["native", ...known.map(({ name }) => name)]);
  const interrupt = listenForInterrupt();
  const measured: Measured[] = [];
  await withLiveView(options.live === true, process.stderr, async (live) => {
    for (const module of modules) {
      const one = await measure(module, { ...options, suite: modules.length > 1 }, interrupt.signal, live);
      measured.push(one);
      process.stdout.write(`\n${renderTable(one.analysis)}\n`);
      if (interrupt.signal.aborted) break;
    }
  });
  interrupt.dispose();
  const verdicts = measured.flatMap(({ analysis }) => analysis.verdicts);
  process.stdout.write(`\n${renderVerdicts(verdicts)}\nReport: ${await writeReport(options.results)}\n`);
  process.exitCode = Math.max(0, ...measured.map(({ exitCode }) => exitCode));
}
