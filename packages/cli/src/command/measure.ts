import { analyse, recordVerdicts, type ScenarioAnalysis } from "@strait/analysis";
import { createProgress, type ProfileName, runScenario, type ScenarioDescription } from "@strait/harness/run";
import { readResultFile, writeVerdicts } from "@strait/results";
import type { Runtime } from "@strait/runtimes";
import { disturbed, exitCode, failures } from "../exit-code.ts";
import type { LiveView } from "../live/live-view.ts";

/** What the commands that measure have in common on their command line. */
export type MeasureOptions = {
  readonly profile: ProfileName;
  readonly results: string;
  readonly forks?: number;
  readonly seed?: number;
  readonly resume?: true;
  readonly live?: true;
  /** One of several scenarios, which share the time of a suite. */
  readonly suite?: boolean;
  /** Names of runtimes, separated by commas. */
  readonly runtime?: string;
};

export type Measured = {
  readonly analysis: ScenarioAnalysis;
  /** The result file. */
  readonly path: string;
  /** What this scenario alone would end the process with. */
  readonly exitCode: 0 | 1 | 3;
};

/**
 * Measures one scenario module with progress on standard error and, where there is one, on the live page; analyses the
 * records, and writes the verdicts beside them.
 */
export async function measure(
  module: string,
  options: MeasureOptions & {
    readonly only?: readonly string[];
    readonly quiet?: true;
    /** What the forks run on; the Node of this process when missing or null. */
    readonly measureOn?: Runtime | null;
    /** What the module defines there, when it was asked for ahead. */
    readonly description?: Promise<ScenarioDescription> | undefined;
  },
  signal: AbortSignal,
  live: LiveView | null = null,
): Promise<Measured> {
  const { profile, results, only, forks, seed, resume, suite, quiet } = options;
  const show = quiet ? null : await createProgress(process.stderr);
  const { path, status } = await runScenario(module, {
    profile,
    resultsFolder: results,
    only,
    forks,
    seed,
    resume,
    suite,
    signal,
    runtime: options.measureOn ?? undefined,
    description: options.description,
    onProgress(event) {
      show?.(event);
      live?.onProgress(event);
    },
  });
  const file = readResultFile(path);
  const analysis = analyse(file);
  live?.onAnalysis(analysis);
  writeVerdicts(path, file.header, recordVerdicts(file, analysis));
  if (status === "interrupted") return { analysis, path, exitCode: exitCode.cutShort };
  if (failures(analysis).length > 0) return { analysis, path, exitCode: exitCode.missed };
  const shown = disturbed(analysis).length === 0;
  return { analysis, path, exitCode: shown ? exitCode.allHold : exitCode.cutShort };
}
