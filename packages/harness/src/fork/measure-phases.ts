import type { Series } from "@strait/results";
import type { Profile } from "../profile.ts";
import type { Count, Timing } from "../scenario/metric.ts";
import type { PhaseCase, Stopwatch } from "../scenario/phase-case.ts";
import { indexesOfSlowed, isWorthRepeating, lacksQuiet, type PaceMeter } from "./observe/pace.ts";
import { createShuffle } from "./shuffle.ts";
import { type Clock, createStopwatch, timerCost } from "./stopwatch.ts";

/** More rounds would fill the file, not narrow the interval: the fork's median is the datum. */
const mostRounds = 1000;

type Workload = ReturnType<PhaseCase["start"]>;

export type PhaseOptions = {
  readonly profile: Profile;
  /** Seeds the order of the sizes. */
  readonly seed: number;
  readonly stopwatch: Stopwatch;
  /** What the stopwatch reads. */
  readonly clock: Clock;
  /** Tells how fast the processor was; the stopwatch reads it as well. */
  readonly pace?: PaceMeter | null;
  /** Takes every result, so that the work behind it cannot be left out. */
  sink(value: number): void;
};

/**
 * Visits all sizes once per round, in shuffled order, until the budget is used and there are enough rounds; those of which a
 * neighbour slowed too many samples a little longer. Every sample is kept, from the first.
 *
 * @throws Error when a measurement lacks a metric, or a metric changes its number of operations
 */
export function measurePhases(
  definition: PhaseCase,
  workload: Workload,
  { profile, seed, stopwatch, clock, pace = null, sink }: PhaseOptions,
): Series[] {
  const shuffle = createShuffle(seed);
  // With a sink of its own: what the idle timer returns is no result of the case.
  const cost = timerCost(createStopwatch(clock, () => {}));
  const sizes = definition.sizes ?? [null];
  const series = new Map(sizes.map((size) => [size, new Map<string, Series>()]));
  const paces: PacesBySize = new Map(sizes.map((size) => [size, new Map()]));
  const durations = new Map<number | null, number>();
  const begin = clock();
  const elapsed = (): number => Number(clock() - begin) / 1e6;
  const isAllOver = (): boolean => elapsed() >= profile.budget + profile.quietBudget;
  const mayTurnQuiet = (size: number | null): boolean =>
    isWorthRepeating(durations.get(size) ?? 0, profile.quietBudget);
  for (let round = 0; round < mostRounds; round += 1) {
    const isOver = round >= profile.minimumRounds && elapsed() >= profile.budget;
    const visited = isOver ? sizesWithoutQuiet(paces, pace).filter(mayTurnQuiet) : sizes;
    if (visited.length === 0 || (isOver && isAllOver())) break;
    for (const size of shuffle(visited)) {
      if (isOver && isAllOver()) break;
      const visitBegin = elapsed();
      pace?.slowest();
      const measured = workload.measure(stopwatch, size ?? 0);
      const visitPace = pace?.slowest() ?? null;
      durations.set(size, elapsed() - visitBegin);
      for (const { name, unit } of definition.metrics) {
        const value = sampleOf(name, unit === "nanoseconds/operation", measured[name], cost);
        if (value.sampler === "count") sink(value.samples[0] ?? 0);
        collect(series.get(size), { metric: name, size, ...value });
        if (visitPace !== null) keepPace(paces, size, name, measured[name], visitPace);
      }
    }
  }
  return [...series.values()]
    .flatMap((byMetric) => [...byMetric.values()])
    .map((one) => {
      const own = paces.get(one.size)?.get(one.metric);
      return own === undefined || pace === null
        ? one
        : { ...one, slowed: indexesOfSlowed(own, pace.fastest()) };
    });
}

/** How fast the processor was for each sample, by size and metric. */
type PacesBySize = ReadonlyMap<number | null, Map<string, number[]>>;

/** Keeps the pace beside a timing, or that of the visit where it has none. A plain count is what it is at any pace. */
function keepPace(
  paces: PacesBySize,
  size: number | null,
  metric: string,
  value: Timing | Count | number | undefined,
  paceOfVisit: number,
): void {
  if (typeof value !== "object") return;
  const pace = "pace" in value && value.pace !== undefined ? value.pace : paceOfVisit;
  const ofSize = paces.get(size);
  const known = ofSize?.get(metric);
  if (known === undefined) ofSize?.set(metric, [pace]);
  else known.push(pace);
}

/** Sizes of which a metric has too few samples with a processor of their own. */
function sizesWithoutQuiet(paces: PacesBySize, pace: PaceMeter | null): (number | null)[] {
  if (pace === null) return [];
  return [...paces].flatMap(([size, byMetric]) =>
    [...byMetric.values()].some((ofMetric) => lacksQuiet(ofMetric, pace.fastest())) ? [size] : [],
  );
}

type Sample = Omit<Series, "metric" | "size">;

function sampleOf(
  metric: string,
  timed: boolean,
  value: Timing | Count | number | undefined,
  cost: number,
): Sample {
  if (timed && typeof value === "object" && "operations" in value) {
    const { operations, nanosecondsPerOperation, disturbed, clockCost } = value;
    return {
      sampler: "phases",
      operationsPerSample: operations,
      emptyBatch: clockCost ?? cost / operations,
      samples: [nanosecondsPerOperation],
      disturbed: indexOfDisturbed(disturbed),
      allocation: null,
    };
  }
  const count = typeof value === "object" && "value" in value ? value.value : value;
  if (!timed && typeof count === "number" && Number.isFinite(count) && count >= 0) {
    return {
      sampler: "count",
      operationsPerSample: 1,
      emptyBatch: null,
      samples: [count],
      disturbed: typeof value === "object" ? indexOfDisturbed(value.disturbed) : null,
      allocation: null,
    };
  }
  const wanted = timed ? "what time() returned" : "a number that is not negative";
  throw new Error(`measure() must give ${wanted} for metric "${metric}", and gave ${String(count)}`);
}

/** Which of the one sample are disturbed. */
function indexOfDisturbed(disturbed: boolean | null | undefined): number[] | null {
  return typeof disturbed === "boolean" ? (disturbed ? [0] : []) : null;
}

function collect(byMetric: Map<string, Series> | undefined, sample: Series): void {
  const known = byMetric?.get(sample.metric);
  if (known === undefined) {
    byMetric?.set(sample.metric, sample);
    return;
  }
  if (known.operationsPerSample !== sample.operationsPerSample) {
    throw new Error(
      `metric "${sample.metric}" counts ${known.operationsPerSample} operations in one sample and ` +
        `${sample.operationsPerSample} in another`,
    );
  }
  const before = known.samples.length;
  known.samples.push(...sample.samples);
  known.disturbed?.push(...(sample.disturbed ?? []).map((index) => before + index));
}
