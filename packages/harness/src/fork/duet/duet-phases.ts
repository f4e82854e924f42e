import type { BuildName, DuetSeries, Metric } from "@strait/results";
import type { Count, Timing } from "../../scenario/metric.ts";
import type { PhaseCase, Stopwatch } from "../../scenario/phase-case.ts";
import { createSink } from "../sink.ts";
import { createStopwatch, timerCost } from "../stopwatch.ts";
import { type ByBuild, buildNames, forEachBuild } from "./by-build.ts";
import { playRounds, type RoundOptions } from "./rounds.ts";

/** Share of the budget that is played before anything counts, so that the code of all builds is compiled. */
const warmUpShare = 0.25;

export type PhasePlayer = {
  readonly definition: PhaseCase;
  readonly workload: ReturnType<PhaseCase["start"]>;
  readonly stopwatch: Stopwatch;
};

/** Lets the builds play all phases in turn: every metric that is timed has two samples of each build a round. */
export function duetPhases(
  players: ByBuild<PhasePlayer>,
  names: readonly string[],
  options: RoundOptions,
): DuetSeries[] {
  const metrics = players.base.definition.metrics.filter(({ name }) => names.includes(name));
  for (const build of buildNames) players[build].workload.warmUp?.();
  play(players, metrics, { ...options, budget: options.budget * warmUpShare });
  const taken = play(players, metrics, options);
  // A stopwatch of its own: the builds' results are compared, and the timer has none.
  const cost = timerCost(createStopwatch(options.clock, createSink().add));
  return taken.map(({ metric, samples, operations }) => ({
    metric: metric.name,
    sampler: isTimed(metric) ? "phases" : "count",
    // What is counted is the same in every round, or it would not be a count.
    samples: isTimed(metric) ? samples : forEachBuild((build) => samples[build].slice(-1)),
    emptyBatch: isTimed(metric) ? cost / operations : null,
  }));
}

type Taken = { readonly metric: Metric; readonly samples: ByBuild<number[]>; operations: number };

function play(players: ByBuild<PhasePlayer>, metrics: readonly Metric[], options: RoundOptions): Taken[] {
  const taken: Taken[] = metrics.map((metric) => ({
    metric,
    samples: forEachBuild((): number[] => []),
    operations: 1,
  }));
  const measure = (build: BuildName): void => {
    const { workload, stopwatch } = players[build];
    const measured = workload.measure(stopwatch, 0);
    for (const one of taken) {
      const { value, operations } = sampleOf(one.metric, measured[one.metric.name]);
      one.samples[build].push(value);
      one.operations = operations;
    }
  };
  playRounds(measure, options);
  return taken;
}

function sampleOf(
  metric: Metric,
  value: Timing | Count | number | undefined,
): { readonly value: number; readonly operations: number } {
  if (isTimed(metric) && typeof value === "object" && "operations" in value) {
    return { value: value.nanosecondsPerOperation, operations: value.operations };
  }
  const count = typeof value === "object" && "value" in value ? value.value : value;
  if (!isTimed(metric) && typeof count === "number" && Number.isFinite(count) && count >= 0) {
    return { value: count, operations: 1 };
  }
  const wanted = isTimed(metric) ? "what time() returned" : "a number that is not negative";
  throw new Error(`measure() must give ${wanted} for metric "${metric.name}", and gave ${String(value)}`);
}

function isTimed({ unit }: Metric): boolean {
  return unit === "nanoseconds/operation";
}
