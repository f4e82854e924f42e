import type { Series } from "@strait/results";
import { enoughQuietSamples } from "@strait/results/quiet";
import type { Profile } from "../profile.ts";
import type { BatchCase, BatchWorkload } from "../scenario/batch-case.ts";
import type { CaseContext } from "../scenario/context.ts";
import { emptyLoop } from "./empty-loop.ts";
import { median } from "./median.ts";
import { measureAllocation } from "./observe/allocation.ts";
import { indexesOfSlowed, isWorthRepeating, lacksQuiet, type PaceMeter } from "./observe/pace.ts";
import { createWaitMeter } from "./observe/run-queue.ts";
import { type BatchSamples, sampleBatch } from "./sample-batch.ts";
import { untilNoFaster } from "./until-no-faster.ts";

/**
 * Nanoseconds. Within these, the 5–12 ns that benchmark.js adds to a call stay below 0.1%, and the minimum of
 * samples does not outgrow the budget.
 */
const shortestBatch = 12_000;
const longestBatch = 20_000_000;

/** What the empty batch is given of the times: it only tells whether the work outweighs its loop. */
const emptyShare = 0.2;
const emptyTimes = { cycle: 1, minimumSamples: 5 };

/**
 * Samples the batch, then its empty counterpart, then counts the objects that it makes.
 *
 * @param batch does the work of `workload` once, and takes what it returned
 */
export function measureBatch(
  definition: BatchCase,
  workload: BatchWorkload,
  batch: () => void,
  profile: Profile,
  context: CaseContext,
  pace: PaceMeter | null = null,
): Series[] {
  const operations = definition.operationsPerBatch;
  const { samples, disturbed, paces } = sampleQuietly(batch, profile, pace);
  warnOfLength(median(samples), context);
  const empty = emptyBatch(workload, profile, context, operations);
  const allocation = profile.countsObjects ? measureAllocation(batch, operations, profile.counting) : null;
  return definition.metrics.map((metric) => ({
    metric: metric.name,
    size: null,
    sampler: "benchmark.js",
    operationsPerSample: operations,
    samples: samples.map((nanoseconds) => nanoseconds / operations),
    emptyBatch: empty,
    disturbed,
    ...(pace === null || paces === null ? {} : { slowed: indexesOfSlowed(paces, pace.fastest()) }),
    allocation,
  }));
}

/** Samples the batch, and a little longer while a neighbour shares the processor. */
function sampleQuietly(batch: () => void, profile: Profile, pace: PaceMeter | null): BatchSamples {
  const wait = createWaitMeter();
  let taken = sampleBatch(batch, profile, wait, pace);
  const deadline = performance.now() + profile.quietBudget;
  const again = { ...profile, budget: 0, minimumSamples: enoughQuietSamples };
  const milliseconds = Math.max(profile.cycle, median(taken.samples) / 1e6);
  if (!isWorthRepeating(milliseconds, profile.quietBudget)) return taken;
  while (pace !== null && taken.paces !== null && lacksQuiet(taken.paces, pace.fastest())) {
    if (performance.now() >= deadline) break;
    taken = joined(taken, sampleBatch(batch, again, wait, pace));
  }
  return taken;
}

function joined(one: BatchSamples, other: BatchSamples): BatchSamples {
  const known = <Value>(first: Value[] | null, second: Value[] | null): Value[] | null =>
    first === null || second === null ? null : [...first, ...second];
  const before = one.samples.length;
  return {
    samples: [...one.samples, ...other.samples],
    disturbed: known(one.disturbed, other.disturbed?.map((index) => before + index) ?? null),
    paces: known(one.paces, other.paces),
  };
}

/** benchmark.js begins with the first call, and of its few samples most would be of code that is not compiled. */
export function warmBatch(batch: () => void, { warmUp }: Profile): void {
  const clock = process.hrtime.bigint;
  untilNoFaster(warmUp, clock, () => {
    const begin = clock();
    batch();
    return [["batch", Number(clock() - begin)]];
  });
}

function emptyBatch(
  workload: BatchWorkload,
  profile: Profile,
  context: CaseContext,
  operations: number,
): number {
  const empty = workload.empty?.bind(workload) ?? emptyLoop(operations);
  const times = { ...emptyTimes, budget: profile.budget * emptyShare };
  return median(sampleBatch(() => context.sink(empty()), times).samples) / operations;
}

function warnOfLength(nanoseconds: number, context: CaseContext): void {
  if (nanoseconds < shortestBatch) {
    const microseconds = (nanoseconds / 1000).toFixed(1);
    context.warn(
      `A batch takes only ${microseconds} µs, so the sampler's own cost shows: raise operationsPerBatch.`,
    );
  }
  if (nanoseconds > longestBatch) {
    const milliseconds = (nanoseconds / 1e6).toFixed(0);
    context.warn(
      `A batch takes ${milliseconds} ms, so few samples fit the budget: lower operationsPerBatch.`,
    );
  }
}
