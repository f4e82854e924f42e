import { randomUUID } from "node:crypto";
import {
  type BuildDescription,
  type CaseDescription,
  type DuetForkRecord,
  type DuetHeaderRecord,
  DuetWriter,
  duetVersion,
  ensureResultsFolder,
} from "@strait/results";
import { HarnessError } from "../../error.ts";
import type { ProfileName } from "../../profile.ts";
import { readCommit } from "../commit.ts";
import { readEnvironment } from "../environment.ts";
import { acquireLock } from "../lock.ts";
import { requireInteger } from "../require-integer.ts";
import { type DuetScenario, type PlannedBuild, type PlannedScenario, planScenario } from "./duet-plan.ts";
import { duetProfiles } from "./duet-profile.ts";
import { type DuetForkPlan, measureDuetFork } from "./measure-duet-fork.ts";

/** What is compared with what. */
export type Duet = {
  readonly base: Side;
  readonly head: Side;
  readonly scenarios: readonly DuetScenario[];
};

/** A build as a person names it, and the commit that it was made of when that is known. */
export type Side = { readonly label: string; readonly commit: string | null };

export type DuetRunOptions = {
  readonly profile: ProfileName;
  /** Folder of the file of records; created when missing. */
  readonly resultsFolder: string;
  /** Forks per case; the profile's number when missing. */
  readonly forks?: number | undefined;
  /** Seed of every random choice; 1 when missing. */
  readonly seed?: number | undefined;
  /** Names of the cases to compare; all that compare when missing. */
  readonly only?: readonly string[] | undefined;
  readonly onProgress?: ((event: DuetEvent) => void) | undefined;
  /** Stops the run: the current fork is killed, what was measured is kept. */
  readonly signal?: AbortSignal | undefined;
};

/** What happens while builds are compared, in order. */
export type DuetEvent =
  | { readonly kind: "waiting"; readonly holder: number | null; readonly lockFile: string }
  | { readonly kind: "started"; readonly header: DuetHeaderRecord }
  | { readonly kind: "fork-started"; readonly scenario: string; readonly case: string; readonly fork: number }
  /** A fork wrote to its standard output or error. */
  | { readonly kind: "output"; readonly text: string }
  | { readonly kind: "fork-ended"; readonly record: DuetForkRecord }
  | { readonly kind: "ended" };

export type DuetOutcome = {
  /** "interrupted": the forks that had ended are kept, the others are missing. */
  readonly status: "complete" | "interrupted";
  readonly header: DuetHeaderRecord;
  readonly forks: readonly DuetForkRecord[];
  /** Open still, for the verdicts; close it. */
  readonly writer: DuetWriter;
};

/**
 * Measures every case that two builds have in common, both in the same fresh processes, and records every fork as soon as
 * it has ended. The forks go round robin over the cases, so that a drift of the machine meets all cases alike.
 *
 * @throws HarnessError when the options or a build are unusable, or the run is interrupted before it began
 * @throws ResultError when the results cannot be written
 */
export async function runDuet(duet: Duet, options: DuetRunOptions): Promise<DuetOutcome> {
  const { onProgress = () => {}, signal } = options;
  const named = duetProfiles[options.profile];
  const profile = { ...named, forks: requireInteger("number of forks", options.forks ?? named.forks, 1) };
  const seed = requireInteger("seed", options.seed ?? 1, 0);
  const folder = ensureResultsFolder(options.resultsFolder);
  const onOutput = (text: string): void => onProgress({ kind: "output", text });
  const planned: PlannedScenario[] = [];
  for (const scenario of duet.scenarios)
    planned.push(await planScenario(scenario, { signal, onOutput, profile: options.profile }));
  const selected = select(planned, options.only);
  const lock = await acquireLock(folder, {
    signal,
    onWait: (holder, lockFile) => onProgress({ kind: "waiting", holder, lockFile }),
  });
  try {
    const header = headerOf(duet, selected, {
      profile: options.profile,
      seed,
      forks: profile.forks,
      commit: await readCommit(process.cwd()),
    });
    const writer = DuetWriter.create(folder, header);
    try {
      onProgress({ kind: "started", header });
      const plan = { seed, profileName: options.profile, profile };
      return await measureAll(selected, plan, { header, writer }, { signal, onProgress, onOutput });
    } catch (error) {
      writer.close();
      throw error;
    }
  } finally {
    lock.release();
    onProgress({ kind: "ended" });
  }
}

async function measureAll(
  scenarios: readonly PlannedScenario[],
  plan: Pick<DuetForkPlan, "seed" | "profileName" | "profile">,
  begun: Pick<DuetOutcome, "header" | "writer">,
  { signal, onProgress, onOutput }: Observer,
): Promise<DuetOutcome> {
  const forks: DuetForkRecord[] = [];
  const outcome = { ...begun, forks };
  const forkOptions = { timeout: plan.profile.timeout, signal, onOutput };
  for (let fork = 0; fork < plan.profile.forks; fork += 1) {
    for (const { scenario, case: one } of everyCase(scenarios)) {
      onProgress({ kind: "fork-started", scenario: scenario.compared.name, case: one.name, fork });
      const record = await measureDuetFork({ ...plan, scenario, case: one, fork }, forkOptions);
      if (record === null) return { ...outcome, status: "interrupted" };
      begun.writer.append(record);
      forks.push(record);
      onProgress({ kind: "fork-ended", record });
    }
  }
  return { ...outcome, status: "complete" };
}

type Observer = {
  readonly signal: AbortSignal | undefined;
  onProgress(event: DuetEvent): void;
  onOutput(text: string): void;
};

function everyCase(
  planned: readonly PlannedScenario[],
): { readonly scenario: PlannedScenario; readonly case: CaseDescription }[] {
  return planned.flatMap((scenario) => scenario.compared.cases.map((one) => ({ scenario, case: one })));
}

function select(planned: readonly PlannedScenario[], only: readonly string[] | undefined): PlannedScenario[] {
  const selected = planned.map((scenario) => ({
    ...scenario,
    compared: {
      ...scenario.compared,
      cases: scenario.compared.cases.filter(({ name }) => only?.includes(name) ?? true),
    },
  }));
  const known = planned.flatMap(({ compared }) => compared.cases.map(({ name }) => name));
  const skipped = planned.flatMap(({ compared }) => compared.skipped);
  const unknown = only?.find((name) => !known.includes(name));
  const reason = skipped.find((one) => one.case === unknown)?.reason;
  const choice = known.length === 0 ? "there is none that does" : `choose from ${known.join(", ")}`;
  if (reason !== undefined) throw new HarnessError(`Case "${unknown}" does not compare: ${reason}`, choice);
  if (unknown !== undefined) throw new HarnessError(`There is no case "${unknown}"`, choice);
  if (known.length === 0)
    throw new HarnessError("No case of these scenarios compares", "name another scenario");
  return selected;
}

function headerOf(
  { base, head }: Duet,
  planned: readonly PlannedScenario[],
  run: Pick<DuetHeaderRecord["run"], "profile" | "seed" | "forks" | "commit">,
): DuetHeaderRecord {
  const { addon: _, ...environment } = readEnvironment(null);
  return {
    record: "duet-header",
    schemaVersion: duetVersion,
    run: {
      id: randomUUID(),
      startedAt: new Date().toISOString(),
      ...run,
    },
    environment,
    base: describeSide(base, planned, (scenario) => scenario.base),
    head: describeSide(head, planned, (scenario) => scenario.head),
    scenarios: planned.map(({ compared }) => compared),
  };
}

function describeSide(
  { label, commit }: Side,
  planned: readonly PlannedScenario[],
  build: (scenario: PlannedScenario) => PlannedBuild,
): BuildDescription {
  const addons = planned.flatMap((scenario) => {
    const { identity } = build(scenario);
    return identity === null ? [] : [{ scenario: scenario.compared.name, addon: identity }];
  });
  return { label, commit, addons };
}
