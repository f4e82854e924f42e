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

export type MeasureOptions = Omit<ForkOptions, "onPause"> & {
  /** Takes what is read of the fork's memory while it measures. */
  onReading(reading: RecentReadings, of: { readonly case: string; readonly fork: number }): void;
};

/** A fresh process that loads, starts and warms up its case, measures when its turn comes, and verifies and ends later. */
export type PreparedFork = {
  /** Resolved when it has prepared everything, or has ended. */
  readonly ready: Promise<void>;
  /** Lets it measure, once it is ready. Resolved when it has, or has ended. */
  measure(): Promise<void>;
  /**
   * Lets it end, once it has measured. Whatever happened there is a record; null when it was interrupted.
   *
   * @param preparation milliseconds that count as its own of those in which several were prepared at once
   */
  finish(preparation: number): Promise<ForkRecord | null>;
  /** Kills the process, unless it is gone. Resolved when it is. */
  discard(): Promise<void>;
};

/** Starts one fresh process for one case. It measures nothing before it is told to. */
export function prepareFork(plan: ForkPlan, options: MeasureOptions): PreparedFork {
  const { module, profileName, fork } = plan;
  const seed = forkSeed(plan.seed, plan.case.name, fork);
  const profile = { ...plan.profile, countsObjects: fork < plan.profile.countForks };
  const request = { task: "measure", module, case: plan.case.name, seed, profileName, profile } as const;
  const ready = Promise.withResolvers<void>();
  const turn = Promise.withResolvers<void>();
  const measured = Promise.withResolvers<void>();
  const finishing = Promise.withResolvers<void>();
  const kill = new AbortController();
  const stopIt = (): void => kill.abort();
  const { signal } = options;
  signal?.addEventListener("abort", stopIt);
  if (signal?.aborted === true) stopIt();
  const watch = watchFork((reading) => options.onReading(reading, { case: plan.case.name, fork }));
  let complete: ReturnType<typeof watch.end> | null = null;
  const ended = runFork(request, {
    ...options,
    signal: kill.signal,
    async onPause(reached, pid) {
      if (reached === "ready") {
        ready.resolve();
        await turn.promise;
        watch.begin(pid);
      } else {
        // Who stops the run now still gets what was measured, since ending takes a moment only.
        signal?.removeEventListener("abort", stopIt);
        // While it waits, its memory would be but a flat line.
        complete = watch.end();
        measured.resolve();
        await finishing.promise;
      }
    },
  }).finally(() => {
    signal?.removeEventListener("abort", stopIt);
    complete ??= watch.end();
    ready.resolve();
    measured.resolve();
  });
  ended.catch(() => {});
  let startedAt = "";
  let milliseconds = 0;
  const measure = async (): Promise<void> => {
    startedAt = new Date().toISOString();
    const begin = performance.now();
    turn.resolve();
    await measured.promise;
    milliseconds = performance.now() - begin;
  };
  let measuring: Promise<void> | null = null;
  return {
    ready: ready.promise,
    measure() {
      measuring ??= measure();
      return measuring;
    },
    async finish(preparation) {
      finishing.resolve();
      const ending = await ended;
      if (ending.ending === "interrupted" || complete === null) return null;
      return {
        record: "fork",
        case: plan.case.name,
        fork,
        startedAt,
        durationMilliseconds: preparation + milliseconds,
        ...complete(toMeasurement(plan, ending)),
      };
    },
    async discard() {
      kill.abort();
      await ended.catch(() => {});
    },
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
