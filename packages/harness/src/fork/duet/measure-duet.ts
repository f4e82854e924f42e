import type { BuildName } from "@strait/results";
import { HarnessError, reasonOf } from "../../error.ts";
import type { Profile, ProfileName } from "../../profile.ts";
import { caseFor } from "../../scenario/by-profile.ts";
import type { CaseContext } from "../../scenario/context.ts";
import type { Case, Scenario } from "../../scenario/scenario.ts";
import { loadScenario } from "../load-scenario.ts";
import type { BuildSource, DuetMeasurement } from "../message.ts";
import { readProbes } from "../probes.ts";
import { createShuffle } from "../shuffle.ts";
import { createSink } from "../sink.ts";
import { type AddonCopies, copyAddons } from "./addon-copies.ts";
import { type ByBuild, forEachBuild } from "./by-build.ts";
import { instanceUrl, separateInstances } from "./module-instances.ts";
import { startDuet } from "./start-duet.ts";
import { threadClock } from "./thread-clock.ts";

export type DuetOptions = {
  /** In the order in which they are loaded and started. */
  readonly builds: readonly BuildSource[];
  /** Folder for the copies of add-ons. */
  readonly folder: string;
  readonly case: string;
  /** Names of the metrics that all builds have. */
  readonly metrics: readonly string[];
  readonly seed: number;
  readonly profileName: ProfileName;
  readonly profile: Profile;
  /** Takes what a case threw, with its stack. */
  readonly onThrown: (thrown: unknown) => void;
};

/**
 * Loads every build into this process, each with instances of its own of its modules and add-ons, and measures one case
 * of all of them in turn. What a case throws becomes `error`, words that complete a sentence about the fork.
 *
 * @throws HarnessError when a build cannot be loaded, or does not load the add-on that was given for it
 */
export async function measureDuet(options: DuetOptions): Promise<DuetMeasurement> {
  const { builds, profile, seed, onThrown } = options;
  separateInstances();
  const copies = copyAddons(options.folder);
  const scenarios = await loadBuilds(builds, copies, options.case);
  const cases = forEachBuild((build) => caseFor(caseOf(scenarios, build, options.case), options.profileName));
  const sinks = forEachBuild(createSink);
  const warnings: string[] = [];
  const contexts = forEachBuild(
    (build): CaseContext => ({
      profile: options.profileName,
      seed,
      sink: sinks[build].add,
      // A comparison is of costs.
      plot: () => {},
      warn: (sentence) => warnings.push(`${sentence} (${build})`),
      // What the profile leaves out, it leaves out of both builds.
      note() {},
    }),
  );
  let error: string | null = null;
  const attempt = async <Value>(
    step: string,
    action: () => Value | Promise<Value>,
  ): Promise<Value | undefined> => {
    try {
      return await action();
    } catch (thrown) {
      onThrown(thrown);
      error ??= `failed ${step} (${reasonOf(thrown)})`;
      return undefined;
    }
  };
  const inTurn = <Value>(action: (build: BuildName) => Value): ByBuild<Value> => {
    const made = new Map<BuildName, () => Value>();
    for (const build of builds) {
      copies.enter(build);
      const value = action(build.name);
      made.set(build.name, () => value);
    }
    return forEachBuild((build) => required(made, build)());
  };
  const { budget, minimumRounds } = profile;
  const clock = await threadClock();
  const rounds = { budget, minimumRounds, shuffle: createShuffle(seed), clock: clock.now };
  const started = await attempt("to start", () => startDuet(cases, contexts, inTurn, rounds));
  globalThis.gc?.();
  const measured =
    started && (await attempt("while it was measured", () => started.measure(options.metrics)));
  const checks = measured && (await attempt("while it was verified", () => started.verify()));
  if (started) await attempt("to close", () => started.close());
  return {
    error,
    clock: clock.kind,
    series: measured ?? [],
    checks: forEachBuild((build) => [...(checks?.[build] ?? [])]),
    warnings,
    resultChecksum: forEachBuild((build) => sinks[build].checksum()),
    probes: readProbes([]),
  };
}

async function loadBuilds(
  builds: readonly BuildSource[],
  copies: AddonCopies,
  caseName: string,
): Promise<ReadonlyMap<BuildName, Scenario>> {
  const scenarios = new Map<BuildName, Scenario>();
  for (const build of builds) {
    const { name, module, substitute } = build;
    copies.enter(build);
    const scenario = await loadScenario(instanceUrl(module, name));
    await scenario.load?.(caseName);
    scenarios.set(name, scenario);
    if (substitute !== null && !copies.askedBy(build).includes(substitute.original)) {
      throw new HarnessError(
        `The scenario did not load ${substitute.original}, so ${substitute.file} was not measured`,
        "give an add-on that takes the place of one that the scenario loads at once",
      );
    }
  }
  return scenarios;
}

function caseOf(scenarios: ReadonlyMap<BuildName, Scenario>, build: BuildName, name: string): Case {
  const definition = required(scenarios, build).cases.find((one) => one.name === name);
  if (definition !== undefined) return definition;
  throw new HarnessError(`Case "${name}" has vanished from the ${build}`, "run again");
}

function required<Value>(values: ReadonlyMap<BuildName, Value>, build: BuildName): Value {
  const value = values.get(build);
  if (value === undefined) throw new HarnessError(`The fork was given no ${build}`, "give all builds");
  return value;
}
