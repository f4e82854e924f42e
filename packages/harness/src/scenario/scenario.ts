import { HarnessError } from "../error.ts";
import type { BatchCase } from "./batch-case.ts";
import type { CountCase } from "./count-case.ts";
import type { PhaseCase } from "./phase-case.ts";
import type { SustainedCase } from "./sustained-case.ts";

/** One thing that is measured or checked; made by the function of its kind. */
export type Case = BatchCase | PhaseCase | SustainedCase | CountCase;

/** Which add-on is under test: its name, and hashes of its file and of the memory layout it was built with. */
export type AddonIdentity = { readonly name: string; readonly fileHash: string; readonly layoutHash: string };

/** The definition of a scenario. Names are lower-case letters, digits and hyphens. */
export type ScenarioDefinition = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** Called once per run, in a process of its own. */
  addon?(): Promise<AddonIdentity>;
  /**
   * Called in each fork before its case starts, for what some cases need and others should not pay for: what the module imports, every
   * fork loads, and every collection of garbage walks through.
   */
  load?(caseName: string): Promise<void>;
  readonly cases: readonly Case[];
};

/** Registered, so that a scenario and a harness that resolve to two copies of this module still agree. */
const brand: unique symbol = Symbol.for("strait.scenario");

export type Scenario = ScenarioDefinition & { readonly [brand]: true };

/**
 * A group of cases that push one part of a system to its limits; the default export of a scenario module.
 *
 * @throws HarnessError when two cases have the same name, or there is none
 * @example export default defineScenario({ name: "wide", title: "Wide", description: "…", cases: [readOne] });
 */
export function defineScenario(definition: ScenarioDefinition): Scenario {
  const names = definition.cases.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) {
    throw new HarnessError(
      `Scenario "${definition.name}" has two cases named "${repeated}"`,
      "rename one of them",
    );
  }
  if (names.length === 0) throw new HarnessError(`Scenario "${definition.name}" has no cases`, "add one");
  return { ...definition, [brand]: true };
}

export function isScenario(value: unknown): value is Scenario {
  return typeof value === "object" && value !== null && brand in value;
}
