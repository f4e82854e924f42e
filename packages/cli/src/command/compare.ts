import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { analyseDuet, recordDuetVerdicts } from "@strait/analysis";
import {
  acquireLock,
  type DuetScenario,
  type Interrupt,
  listenForInterrupt,
  runDuet,
} from "@strait/harness/run";
import { type Builds, buildSources, findSource, type Source, treeFolder } from "../compare/builds.ts";
import { createDuetProgress } from "../compare/duet-progress.ts";
import { duetAsJson, renderDuet } from "../compare/duet-table.ts";
import { duetExitCode, exitCode } from "../exit-code.ts";
import { findScenario, type ScenarioModule, scenarioModules } from "../scenarios.ts";
import type { MeasureOptions } from "./measure.ts";

export type CompareOptions = MeasureOptions & {
  readonly base: string;
  readonly head?: string;
  readonly scenario?: readonly string[];
  readonly only?: readonly string[];
  readonly json?: true;
  readonly quiet?: true;
};

/** Builds two sources, measures every case that both have in the same processes, and says what the change did. */
export async function compare(options: CompareOptions): Promise<void> {
  const sources = { base: findSource(options.base), head: findSource(options.head) };
  const chosen = chooseScenarios(options.scenario);
  const interrupt = listenForInterrupt();
  const log = (line: string): void => {
    if (options.quiet !== true) process.stderr.write(`${line}\n`);
  };
  // The trees of a commit have one place, and two comparisons at once would disturb each other's times.
  const lock = await acquireLock(treeFolder(), {
    signal: interrupt.signal,
    onWait: (holder) => log(`Waiting for another comparison (process ${holder ?? "unknown"}) …`),
  });
  try {
    const projects = ["native", ...projectsOf(chosen)];
    const builds = await buildSources(Object.values(sources), projects, interrupt.signal, log);
    try {
      await measureBuilds(options, { ...sources, chosen, builds, interrupt });
    } finally {
      builds.dispose();
    }
  } finally {
    lock.release();
    interrupt.dispose();
  }
}

type Chosen = { readonly modules: readonly ScenarioModule[]; readonly left: readonly string[] };

type Prepared = {
  readonly base: Source;
  readonly head: Source;
  readonly chosen: Chosen;
  readonly builds: Builds;
  readonly interrupt: Interrupt;
};

async function measureBuilds(
  { profile, results, forks, seed, only, json, quiet }: CompareOptions,
  { base, head, chosen, builds, interrupt }: Prepared,
): Promise<void> {
  const left = [...chosen.left];
  const scenarios: DuetScenario[] = [];
  for (const { name, path } of chosen.modules) {
    const pair = { base: builds.scenario(base, path), head: builds.scenario(head, path) };
    if (pair.base === null || pair.head === null) {
      left.push(`${name}: only the ${pair.base === null ? "head" : "base"} has this scenario`);
    } else {
      scenarios.push({ base: pair.base, head: pair.head });
    }
  }
  const outcome = await runDuet(
    { base, head, scenarios },
    {
      profile,
      resultsFolder: results,
      forks,
      seed,
      only,
      onProgress: quiet ? undefined : createDuetProgress(process.stderr),
      signal: interrupt.signal,
    },
  );
  const { header, writer, status } = outcome;
  try {
    const analysis = analyseDuet({ header, forks: outcome.forks, warnings: [] });
    for (const verdict of recordDuetVerdicts(analysis)) writer.append(verdict);
    process.stdout.write(
      json
        ? `${JSON.stringify(duetAsJson(analysis, writer.path), null, 2)}\n`
        : `${renderDuet(analysis, left)}\nRecords: ${writer.path}\n`,
    );
    process.exitCode = status === "interrupted" ? exitCode.cutShort : duetExitCode(analysis);
  } finally {
    writer.close();
  }
}

/** A scenario that is named by its path is no project. */
function projectsOf({ modules }: Chosen): string[] {
  const known = scenarioModules().map(({ name }) => name);
  return modules.flatMap(({ name }) => (known.includes(name) ? [name] : []));
}

/**
 * The named scenarios. When none is named: all but those with an add-on of their own, which race against other libraries
 * and take long to build.
 */
function chooseScenarios(names: readonly string[] | undefined): Chosen {
  const known = scenarioModules();
  if (names !== undefined) {
    const modules = names.map((name) => ({ name, path: findScenario(name) }));
    return { modules, left: [] };
  }
  const hasAddon = ({ path }: ScenarioModule): boolean =>
    existsSync(join(dirname(path), "../tools/build.ts"));
  return {
    modules: known.filter((one) => !hasAddon(one)),
    left: known
      .filter(hasAddon)
      .map(({ name }) => `${name}: it has an add-on of its own, built for a race; name it with --scenario`),
  };
}
