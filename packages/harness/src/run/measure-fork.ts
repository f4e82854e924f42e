import { crc32 } from "node:zlib";
import type { RecentReadings } from "@strait/probe";
import { type CaseDescription, type ForkRecord, nothingObserved, printable } from "@strait/results";
import type { Measurement } from "../fork/message.ts";
import type { Profile, ProfileName } from "../profile.ts";
import { parseAnswer } from "./answer.ts";
import { describeEnding } from "./fork-ending.ts";
import { type ForkEnding, type ForkOptions, runFork } from "./fork-process.ts";
import { watchFork } from "./watch-fork.ts";

export type ForkPlan = {
  readonly module: string;
  readonly case: CaseDescription;
  readonly fork: number;
  /** Seed of the run. */
  readonly seed: number;
  readonly profileName: ProfileName;
  readonly profile: Profile;
};

export type MeasureOptions = Omit<ForkOptions, "onStarted"> & {
  /** Takes what is read of the fork's memory while it runs. */
  onReading(reading: RecentReadings): void;
};

/** Measures one case in one fresh process. Whatever happens there is a record; null when it was interrupted. */
export async function measureFork(plan: ForkPlan, options: MeasureOptions): Promise<ForkRecord | null> {
  const startedAt = new Date().toISOString();
  const begin = performance.now();
  const { module, profileName, profile } = plan;
  const seed = forkSeed(plan.seed, plan.case.name, plan.fork);
  const request = { task: "measure", module, case: plan.case.name, seed, profileName, profile } as const;
  const watch = watchFork(options.onReading);
  const forkOptions = { ...options, onStarted: watch.begin };
  const ending = await runFork(request, forkOptions).catch((error: unknown) => {
    watch.end();
    throw error;
  });
  const complete = watch.end();
  if (ending.ending === "interrupted") return null;
  return {
    record: "fork",
    case: plan.case.name,
    fork: plan.fork,
    startedAt,
    durationMilliseconds: performance.now() - begin,
    ...complete(toMeasurement(plan, ending)),
  };
}

/** Another seed for every case and fork, the same when the run is repeated. */
export function forkSeed(seed: number, caseName: string, fork: number): number {
  return crc32(`${seed}/${caseName}/${fork}`);
}

const nothingMeasured: Omit<Measurement, "error"> = {
  series: [],
  checks: [],
  warnings: [],
  resultChecksum: null,
  probes: { runQueueWaitNanoseconds: null, peakResidentBytes: null },
  observation: nothingObserved,
};

function toMeasurement(plan: ForkPlan, ending: ForkEnding): Measurement {
  const sentence = (what: string): string =>
    `Fork ${plan.fork} of case "${plan.case.name}" ${printable(what, 1000)}: run this case alone to see more.`;
  const failed = (what: string): Measurement => ({ ...nothingMeasured, error: sentence(what) });
  if (ending.answer === null) return failed(describeEnding(ending, plan.profile.timeout));
  const answer = parseAnswer(ending.answer);
  if (answer.kind === "failure") return failed(`could not be measured (${answer.reason})`);
  if (answer.kind !== "measurement") return failed("gave another answer");
  const { measurement } = answer;
  const known = plan.case.metrics.map(({ name }) => name);
  const stranger = measurement.series.find(({ metric }) => !known.includes(metric));
  if (stranger !== undefined) return failed(`measured an unknown metric "${stranger.metric}"`);
  const died =
    ending.ending === "normal"
      ? null
      : `was measured, and then ${describeEnding(ending, plan.profile.timeout)}`;
  const trouble = measurement.error ?? died;
  return { ...measurement, error: trouble === null ? null : sentence(trouble) };
}
