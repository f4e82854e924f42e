import type { CaseDescription, ComparedScenario } from "@strait/results";
import { HarnessError } from "../../error.ts";
import type { ScenarioDescription, Substitute } from "../../fork/message.ts";
import type { ProfileName } from "../../profile.ts";
import type { AddonIdentity } from "../../scenario/scenario.ts";
import { describeScenario, moduleUrl } from "../describe.ts";

/** A scenario as one of the builds has it. */
export type BuiltScenario = {
  /** Path or URL of the scenario module in the build's own tree of sources. */
  readonly module: string | URL;
  /** An add-on to load in place of the one that the scenario asks for; null to load that one. */
  readonly addon: string | null;
};

/** A scenario as both builds have it. */
export type DuetScenario = { readonly base: BuiltScenario; readonly head: BuiltScenario };

/** A scenario that was loaded from both builds: what it comes from, and which of its cases compare. */
export type PlannedScenario = {
  readonly base: PlannedBuild;
  readonly head: PlannedBuild;
  readonly compared: ComparedScenario;
};

export type PlannedBuild = {
  readonly module: string;
  readonly substitute: Substitute | null;
  readonly identity: AddonIdentity | null;
};

type DescribeOptions = {
  readonly signal?: AbortSignal | undefined;
  readonly profile: ProfileName;
  onOutput(text: string): void;
};

/**
 * Loads a scenario from both builds, each in a process of its own, and finds the cases that compare.
 *
 * @throws HarnessError when a build cannot be loaded
 */
export async function planScenario(
  { base, head }: DuetScenario,
  options: DescribeOptions,
): Promise<PlannedScenario> {
  const one = await describeBuild(base, options);
  const other = await describeBuild(head, options);
  return {
    base: one.build,
    head: other.build,
    compared: { ...one.description.scenario, ...sortCases(one.description.cases, other.description.cases) },
  };
}

async function describeBuild(
  { module, addon }: BuiltScenario,
  options: DescribeOptions,
): Promise<{ readonly build: PlannedBuild; readonly description: ScenarioDescription }> {
  const url = moduleUrl(module);
  const asIs = await describeScenario(url, options);
  if (addon === null) {
    return { build: { module: url, substitute: null, identity: asIs.addon }, description: asIs };
  }
  if (asIs.addonFile === null) {
    throw new HarnessError(
      `The scenario "${asIs.scenario.name}" does not say which add-on it measures, so ${addon} cannot take its place`,
      "give the scenario an `addon` with the hash of a file that it loads",
    );
  }
  const substitute = { original: asIs.addonFile, file: addon };
  const description = await describeWith(url, substitute, options);
  return { build: { module: url, substitute, identity: description.addon }, description };
}

async function describeWith(
  url: string,
  substitute: Substitute,
  options: DescribeOptions,
): Promise<ScenarioDescription> {
  try {
    return await describeScenario(url, { ...options, substitute });
  } catch (error) {
    if (!(error instanceof HarnessError) || error.exitCode !== 2) throw error;
    const advice =
      "give an add-on that was built from the same schema and is a file for this machine, or a git ref, which brings its own views";
    throw new HarnessError(
      `${substitute.file} cannot take the place of the add-on that the scenario loads (${error.message})`,
      advice,
      2,
      error,
    );
  }
}

/** Cases in the order of the base, with the metrics that both builds have; what does not compare, with the reason. */
export function sortCases(
  base: readonly CaseDescription[],
  head: readonly CaseDescription[],
): Pick<ComparedScenario, "cases" | "skipped"> {
  const cases: CaseDescription[] = [];
  const skipped: ComparedScenario["skipped"] = [];
  for (const one of base) {
    const other = head.find(({ name }) => name === one.name);
    const metrics = one.metrics.filter(({ name, unit }) =>
      other?.metrics.some((metric) => metric.name === name && metric.unit === unit),
    );
    const reason = other === undefined ? "only the base has it" : reasonToSkip(one, metrics.length);
    if (reason === null) cases.push({ ...one, metrics });
    else skipped.push({ case: one.name, reason });
  }
  for (const { name } of head) {
    if (!base.some((one) => one.name === name)) skipped.push({ case: name, reason: "only the head has it" });
  }
  return { cases, skipped };
}

function reasonToSkip(
  { comparison, metrics, sustained, workers }: CaseDescription,
  common: number,
): string | null {
  if (workers !== undefined) {
    return "its work is done by several threads, of which the processor time of one tells nothing; compare two runs of `strait bench`";
  }
  if (sustained !== undefined) {
    return "it asks what adds up over a long time in a process of its own, which two builds cannot share";
  }
  if (comparison !== undefined) {
    return "it holds several ways of doing the same against each other, most of which no build changes";
  }
  if (metrics.some(({ size }) => size !== undefined)) {
    return "it measures at many sizes, which one ratio cannot sum up; compare the fits of two runs of `strait bench`";
  }
  return common === 0 ? "the builds have no metric of the same name and unit" : null;
}
