import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BuildName, type CaseDescription, type DuetForkRecord, printable } from "@strait/results";
import type { BuildSource, DuetMeasurement } from "../../fork/message.ts";
import type { Profile, ProfileName } from "../../profile.ts";
import { parseAnswer } from "../answer.ts";
import { describeEnding } from "../fork-ending.ts";
import { type ForkEnding, type ForkOptions, runFork } from "../fork-process.ts";
import { forkSeed } from "../measure-fork.ts";
import type { PlannedScenario } from "./duet-plan.ts";

/**
 * Orders of loading, fork by fork. Each one and the next mirror each other, so that over any even number of forks every
 * build comes before every other as often as after it.
 */
const loadOrders: readonly (readonly BuildName[])[] = [
  ["base", "head", "control"],
  ["control", "head", "base"],
  ["head", "base", "control"],
  ["control", "base", "head"],
  ["base", "control", "head"],
  ["head", "control", "base"],
];

export type DuetForkPlan = {
  readonly scenario: PlannedScenario;
  readonly case: CaseDescription;
  readonly fork: number;
  /** Seed of the run. */
  readonly seed: number;
  readonly profileName: ProfileName;
  readonly profile: Profile;
};

/** Measures one case of all builds in one fresh process. Whatever happens there is a record; null when interrupted. */
export async function measureDuetFork(
  plan: DuetForkPlan,
  options: ForkOptions,
): Promise<DuetForkRecord | null> {
  const { scenario, fork, profileName, profile } = plan;
  const { name, metrics } = plan.case;
  const loadOrder = [...(loadOrders[fork % loadOrders.length] ?? [])];
  const builds = loadOrder.map((build): BuildSource => {
    const { module, substitute } = build === "head" ? scenario.head : scenario.base;
    return { name: build, module, substitute };
  });
  const startedAt = new Date().toISOString();
  const begin = performance.now();
  const folder = mkdtempSync(join(tmpdir(), "strait-duet-"));
  try {
    const ending = await runFork(
      {
        task: "duet",
        builds,
        folder,
        case: name,
        metrics: metrics.map((metric) => metric.name),
        seed: forkSeed(plan.seed, `${scenario.compared.name}/${name}`, fork),
        profileName,
        profile,
      },
      options,
    );
    if (ending.ending === "interrupted") return null;
    return {
      record: "duet-fork",
      scenario: scenario.compared.name,
      case: name,
      fork,
      startedAt,
      durationMilliseconds: performance.now() - begin,
      loadOrder,
      ...toMeasurement(plan, ending),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const nothingMeasured: Omit<DuetMeasurement, "error"> = {
  clock: null,
  series: [],
  checks: { base: [], head: [], control: [] },
  warnings: [],
  resultChecksum: { base: null, head: null, control: null },
  probes: { runQueueWaitNanoseconds: null, peakResidentBytes: null },
};

function toMeasurement(plan: DuetForkPlan, ending: ForkEnding): DuetMeasurement {
  const place = `case "${plan.scenario.compared.name}/${plan.case.name}"`;
  const sentence = (what: string): string =>
    `Fork ${plan.fork} of ${place} ${printable(what, 1000)}: run this case alone to see more.`;
  const failed = (what: string): DuetMeasurement => ({ ...nothingMeasured, error: sentence(what) });
  const end = (): string => describeEnding(ending, plan.profile.timeout);
  if (ending.answer === null) return failed(end());
  const answer = parseAnswer(ending.answer);
  if (answer.kind === "failure") return failed(`could not be measured (${answer.reason})`);
  if (answer.kind !== "duet") return failed("gave another answer");
  const { measurement } = answer;
  const trouble =
    measurement.error ?? (ending.ending === "normal" ? null : `was measured, and then ${end()}`);
  return { ...measurement, error: trouble === null ? null : sentence(trouble) };
}
