import {
  compileFloor,
  goalNames,
  isOutsideProgram,
  measureCodec,
  type Outcome,
  type OutsideProgram,
  renderGoals,
  rowsOf,
  runConformance,
  scenarioModule,
} from "@strait/goals";
import { describeScenario, listenForInterrupt, type ProfileName } from "@strait/harness/run";
import { build } from "../build.ts";
import { exitCode, goalsExitCode } from "../exit-code.ts";
import { UsageError } from "../usage-error.ts";
import { type MeasureOptions, measure } from "./measure.ts";

type GoalsOptions = MeasureOptions & {
  readonly only?: readonly string[];
  readonly json?: true;
  readonly quiet?: true;
};

/**
 * How often the program that measures the codec runs, unless `--forks` says it, and its rounds each time. Twelve are enough
 * for an interval by their order that leaves out one at either end.
 */
const codecRuns: Readonly<Record<ProfileName, { readonly processes: number; readonly rounds: number }>> = {
  smoke: { processes: 1, rounds: 2 },
  quick: { processes: 5, rounds: 50 },
  full: { processes: 12, rounds: 100 },
};

/** Builds, measures every goal of the design, prints their table, and sets the exit code by what came out. */
export async function goals(options: GoalsOptions): Promise<void> {
  const chosen = choose(options.only);
  await build(["native", "goals"]);
  compileFloor();
  const interrupt = listenForInterrupt();
  const cases = await measurableCases(chosen);
  const only = { ...options, only: cases };
  const measured = cases.length === 0 ? null : await measure(scenarioModule.href, only, interrupt.signal);
  const outside = new Map<string, Outcome>();
  for (const program of chosen.filter(isOutsideProgram)) {
    if (interrupt.signal.aborted) break;
    if (options.quiet !== true) process.stderr.write(`goals: ${program} runs in processes of its own …\n`);
    outside.set(program, await runProgram(program, options, interrupt.signal));
  }
  interrupt.dispose();
  const rows = rowsOf({ analysis: measured?.analysis ?? null, outside }, chosen);
  const records = measured === null ? "" : `\nRecords: ${measured.path}`;
  process.stdout.write(
    options.json ? `${JSON.stringify(rows, null, 2)}\n` : `${renderGoals(rows)}${records}\n`,
  );
  const stopped = interrupt.signal.aborted ? exitCode.cutShort : exitCode.allHold;
  process.exitCode = goalsExitCode(rows, options.profile, measured?.exitCode || stopped);
}

function choose(only: readonly string[] | undefined): readonly string[] {
  const unknown = only?.find((name) => !goalNames.includes(name));
  if (unknown === undefined) return goalNames.filter((name) => only?.includes(name) ?? true);
  throw new UsageError(`there is no goal "${unknown}"; choose from ${goalNames.join(", ")}`);
}

/** The chosen names that are cases of the scenario: a goal may come before what measures it. */
async function measurableCases(chosen: readonly string[]): Promise<readonly string[]> {
  const { cases } = await describeScenario(scenarioModule);
  return cases.map(({ name }) => name).filter((name) => chosen.includes(name));
}

function runProgram(
  program: OutsideProgram,
  { profile, forks }: MeasureOptions,
  signal: AbortSignal,
): Promise<Outcome> {
  switch (program) {
    case "codec":
      return measureCodec(forks ?? codecRuns[profile].processes, codecRuns[profile].rounds, signal);
    case "conformance":
      return runConformance(signal);
  }
}
