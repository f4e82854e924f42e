import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { RecentReadings } from "@strait/probe";
import {
  type CaseDescription,
  ensureResultsFolder,
  type ForkRecord,
  type HeaderRecord,
  schemaVersion,
} from "@strait/results";
import { HarnessError } from "../error.ts";
import type { ScenarioDescription } from "../fork/message.ts";
import { type Profile, type ProfileName, profiles } from "../profile.ts";
import { readCommit } from "./commit.ts";
import { describeScenario, moduleUrl } from "./describe.ts";
import { readEnvironment } from "./environment.ts";
import type { RunEvent } from "./event.ts";
import { acquireLock } from "./lock.ts";
import type { ForkPlan } from "./measure-fork.ts";
import { measureForks } from "./measure-forks.ts";
import { measureTogether } from "./measure-together.ts";
import { type NextFork, nextForks } from "./next-fork.ts";
import { type OpenResults, openResults } from "./open-results.ts";
import type { RunOutcome } from "./outcome.ts";
import { requireInteger } from "./require-integer.ts";
import type { Runtime } from "./runtime.ts";

export type RunOptions = {
  readonly profile: ProfileName;
  /** Folder of the result files; created when missing. */
  readonly resultsFolder: string;
  /** What the forks run on; the runtime of this process when missing. */
  readonly runtime?: Runtime | undefined;
  /**
   * Forks per case. When missing, the profile's number, and more for cases whose interval is wide, as far as the
   * profile's time allows.
   */
  readonly forks?: number | undefined;
  /**
   * The scenario is one of a suite, whose time all of them share: a case has as few forks as an interval takes, and what goes to
   * narrower ones is its cases' share, not what a question about this scenario alone is worth.
   */
  readonly suite?: boolean | undefined;
  /** Seed of every random choice; 1 when missing, so that two runs do the same work. */
  readonly seed?: number | undefined;
  /** Names of the cases to run; all when missing. */
  readonly only?: readonly string[] | undefined;
  /**
   * Goes on with the run in the results folder that was cut short: what it recorded is kept, what it planned is done. A
   * folder without one begins anew.
   */
  readonly resume?: boolean | undefined;
  /** What the module defines on this runtime in this profile, by {@link describeScenario}, where it was asked for ahead. */
  readonly description?: Promise<ScenarioDescription> | undefined;
  /** Milliseconds after which a fork is killed; the profile's when missing. */
  readonly forkTimeout?: number | undefined;
  readonly onProgress?: ((event: RunEvent) => void) | undefined;
  /** Stops the run: the current fork is killed, what was measured is kept. */
  readonly signal?: AbortSignal | undefined;
};

/**
 * Measures the cases of a scenario module, each in several fresh processes, and records every fork as soon as it
 * has ended.
 *
 * @throws HarnessError when the options or the module are unusable, or the run is interrupted before it began
 * @throws ResultError when the results cannot be written
 */
export async function runScenario(module: string | URL, options: RunOptions): Promise<RunOutcome> {
  const { onProgress = () => {} } = options;
  try {
    const outcome = await run(moduleUrl(module), { ...options, onProgress });
    onProgress({ kind: "ended", outcome });
    return outcome;
  } catch (error) {
    onProgress({ kind: "failed" });
    throw error;
  }
}

type ObservedOptions = RunOptions & { onProgress(event: RunEvent): void };

async function run(module: string, options: ObservedOptions): Promise<RunOutcome> {
  const { onProgress, signal } = options;
  const profile = profileFrom(options);
  const seed = requireInteger("seed", options.seed ?? 1, 0);
  const folder = ensureResultsFolder(options.resultsFolder);
  const onOutput = (text: string): void => onProgress({ kind: "output", text });
  const [described, commit] = await Promise.all([
    options.description ??
      describeScenario(module, { runtime: options.runtime, signal, onOutput, profile: options.profile }),
    readCommit(dirname(fileURLToPath(module))),
  ]);
  const { scenario, addon, cases, imports } = described;
  const selected = selectCases(cases, options.only);
  const lock = await acquireLock(folder, {
    signal,
    onWait: (holder, lockFile) => onProgress({ kind: "waiting", holder, lockFile }),
  });
  try {
    const header: HeaderRecord = {
      record: "header",
      schemaVersion,
      scenario,
      run: {
        id: randomUUID(),
        startedAt: new Date().toISOString(),
        profile: options.profile,
        seed,
        forks: profile.forks,
        ...(profile.mostForks > profile.forks ? { mostForks: profile.mostForks } : {}),
        ...(profile.countForks < profile.forks ? { countForks: profile.countForks } : {}),
        ...(profile.sustainedForks < profile.forks ? { sustainedForks: profile.sustainedForks } : {}),
        commit,
      },
      environment: readEnvironment(addon, described),
      cases: selected,
    };
    const results = openResults(folder, header, options.resume ?? false);
    try {
      const { path } = results.writer;
      onProgress({ kind: "started", header: results.header, path, resumed: results.forks });
      return await measureAll(results, options, { module, profile, imports });
    } finally {
      results.writer.close();
    }
  } finally {
    lock.release();
  }
}

async function measureAll(
  { header, writer, forks: resumed }: OpenResults,
  { onProgress, signal, profile: profileName, suite = false, runtime }: ObservedOptions,
  {
    module,
    profile,
    imports,
  }: { readonly module: string; readonly profile: Profile; readonly imports: ScenarioDescription["imports"] },
): Promise<RunOutcome> {
  const forks: ForkRecord[] = [...resumed];
  const outcome = { path: writer.path, header, forks };
  const forkOptions = {
    runtime,
    imports,
    timeout: profile.timeout,
    signal,
    onOutput: (text: string) => onProgress({ kind: "output", text }),
    onReading: (reading: RecentReadings, of: { readonly case: string; readonly fork: number }) =>
      onProgress({ kind: "memory", ...of, reading }),
  };
  const budget = (suite ? profile.suiteShare : profile.caseBudget) * header.cases.length;
  const plansAfter = (underway: readonly NextFork[], most: number): ForkPlan[] =>
    nextForks(header.cases, forks, underway, { ...profile, budget }, most).map((one) => ({
      ...one,
      module,
      seed: header.run.seed,
      profileName,
      profile,
    }));
  const steps = profile.timesCount
    ? measureForks((underway) => plansAfter(underway, mostWaiting), forkOptions, forksAtOnce(profile))
    : measureTogether(plansAfter([], Number.POSITIVE_INFINITY), forkOptions, forksAtOnce(profile));
  for await (const step of steps) {
    if (step.kind === "interrupted") return { ...outcome, status: "interrupted" };
    if (step.kind === "fork-ended") {
      writer.append(step.record);
      forks.push(step.record);
    }
    onProgress(step);
  }
  return { ...outcome, status: "complete" };
}

/** A fork waits with 60 to 100 MB and what its case has started with: there are never many, whatever the machine has. */
const mostWaiting = 4;

/** How many forks prepare at the same time, each on a processor of its own; two for each where none is kept waiting. */
function forksAtOnce({ timesCount }: Profile): number {
  const processors = availableParallelism();
  return Math.min(mostWaiting, timesCount ? processors : 2 * processors);
}

function profileFrom({ profile: name, forks, suite = false, forkTimeout }: RunOptions): Profile {
  const profile = profiles[name];
  return {
    ...profile,
    forks: requireInteger("number of forks", forks ?? (suite ? profile.suiteForks : profile.forks), 1),
    mostForks: forks ?? profile.mostForks,
    countForks: forks ?? profile.countForks,
    sustainedForks: forks ?? profile.sustainedForks,
    timeout: requireInteger("fork timeout", forkTimeout ?? profile.timeout, 1),
  };
}

function selectCases(
  cases: readonly CaseDescription[],
  only: readonly string[] | undefined,
): CaseDescription[] {
  const unknown = only?.find((name) => !cases.some((one) => one.name === name));
  if (unknown === undefined) return cases.filter(({ name }) => only?.includes(name) ?? true);
  const known = cases.map(({ name }) => name).join(", ");
  throw new HarnessError(`There is no case "${unknown}"`, `choose from ${known}`);
}
