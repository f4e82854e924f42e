import { comparePlatforms } from "@strait/analysis";
import { listenForInterrupt, profiles } from "@strait/harness/run";
import { platformName } from "@strait/results";
import { build } from "../build.ts";
import { exitCode } from "../exit-code.ts";
import { withLiveView } from "../live/live-view.ts";
import { renderPlatforms } from "../platform-table.ts";
import { writeReport } from "../report-file.ts";
import { chooseRuntimes } from "../runtimes.ts";
import { findScenario, scenarioModules } from "../scenarios.ts";
import { renderTable } from "../table.ts";
import { renderVerdicts } from "../verdict-table.ts";
import { describeAhead } from "./describe-ahead.ts";
import type { Measured, MeasureOptions } from "./measure.ts";
import { measureOn } from "./measure-on.ts";

/** Builds, measures the named scenarios (or all), prints a table for each and one of all verdicts, and writes the report. */
export async function bench(names: readonly string[], options: MeasureOptions): Promise<void> {
  const modules = names.length > 0 ? names.map(findScenario) : scenarioModules().map(({ path }) => path);
  const known = scenarioModules().filter(({ path }) => modules.includes(path));
  // Meanwhile: what draws charts takes a third of a second to load.
  import("@strait/report").catch(() => {});
  await build(["native", ...known.map(({ name }) => name)]);
  const interrupt = listenForInterrupt();
  const { signal } = interrupt;
  const chosen = await chooseRuntimes(options.runtime, signal);
  const descriptions = describeAhead(modules, chosen.runtimes, { profile: options.profile, signal });
  // Nothing is measured beside them; and one that cannot be loaded is told of before the others take their minutes.
  if (profiles[options.profile].timesCount) await descriptions.ended;
  const measured: Measured[] = [];
  let code: number = chosen.exitCode;
  await withLiveView(options.live === true, process.stderr, async (live) => {
    for (const module of modules) {
      const all = await measureOn(
        module,
        chosen.runtimes,
        { ...options, suite: modules.length > 1 },
        {
          signal,
          live,
          descriptions,
          onMeasured: ({ analysis }) => process.stdout.write(`\n${renderTable(analysis)}\n`),
        },
      );
      measured.push(...all.measured);
      code = Math.max(code, all.exitCode);
      const analyses = all.measured.map(({ analysis }) => analysis);
      for (const comparison of comparePlatforms(analyses)) {
        process.stdout.write(`\n${renderPlatforms(comparison)}\n`);
      }
      if (signal.aborted) break;
    }
  });
  interrupt.dispose();
  const verdicts = measured.flatMap(({ analysis: { header, verdicts: own } }) =>
    own.map((verdict) => ({ ...verdict, platform: platformName(header.environment) })),
  );
  process.stdout.write(`\n${renderVerdicts(verdicts)}\n`);
  const analysed = new Map(measured.map(({ path, analysis }) => [path, analysis]));
  process.stdout.write(`Report: ${await writeReport(options.results, undefined, analysed)}\n`);
  if (signal.aborted) code = Math.max(code, exitCode.cutShort);
  process.exitCode = Math.max(code, ...measured.map(({ exitCode }) => exitCode));
}
