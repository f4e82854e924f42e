import type { BuildName, DuetSeries } from "@strait/results";
import type { BatchCase, BatchWorkload } from "../../scenario/batch-case.ts";
import { median } from "../median.ts";
import { createSink } from "../sink.ts";
import { type ByBuild, forEachBuild } from "./by-build.ts";
import { playRounds, type RoundOptions } from "./rounds.ts";

/** Nanoseconds that a sample takes at least: short beside a tick of the scheduler, long beside the clock's own cost. */
const shortestSample = 1_000_000;

/** Share of the budget that is played before anything counts, so that the code of all builds is compiled. */
const warmUpShare = 0.25;

/** The share of the budget that is spent on the empty batch. */
const emptyShare = 0.1;
const fewestEmptyCalls = 21;

export type BatchPlayer = {
  readonly definition: BatchCase;
  readonly workload: BatchWorkload;
  readonly sink: (value: number) => void;
};

/** Lets the builds play their batches in turn. A sample is as many batches as take a millisecond, the same for all. */
export function duetBatches(players: ByBuild<BatchPlayer>, options: RoundOptions): DuetSeries[] {
  const warm = play(players, 1, { ...options, budget: options.budget * warmUpShare });
  const { operationsPerBatch } = players.base.definition;
  const batch = median(warm.base.slice(-10)) * operationsPerBatch;
  const calls = Math.max(1, Math.round(shortestSample / batch));
  const samples = play(players, calls, options);
  const emptyBatch = emptyCost(players.base, options);
  return players.base.definition.metrics.map(({ name }) => ({
    metric: name,
    sampler: "batches",
    samples,
    emptyBatch,
  }));
}

/** Nanoseconds per operation, two samples of each build a round. */
function play(players: ByBuild<BatchPlayer>, calls: number, options: RoundOptions): ByBuild<number[]> {
  const samples = forEachBuild((): number[] => []);
  const time = (build: BuildName): void => {
    const { workload, definition, sink } = players[build];
    const begin = options.clock();
    for (let call = 0; call < calls; call += 1) sink(workload.batch());
    const elapsed = Number(options.clock() - begin);
    samples[build].push(elapsed / (calls * definition.operationsPerBatch));
  };
  playRounds(time, options);
  return samples;
}

/** The cost of the loop without its work, once its code is compiled: the median of the later half of the calls. */
function emptyCost({ workload, definition }: BatchPlayer, { clock, budget }: RoundOptions): number | null {
  const empty = workload.empty?.bind(workload);
  if (empty === undefined) return null;
  // Its own: the other builds are asked for no empty batch, and their results are compared.
  const { add: sink } = createSink();
  const deadline = clock() + BigInt(Math.round(budget * emptyShare * 1e6));
  const times: number[] = [];
  while (times.length < fewestEmptyCalls || clock() < deadline) {
    const begin = clock();
    sink(empty());
    times.push(Number(clock() - begin));
  }
  return median(times.slice(times.length >> 1)) / definition.operationsPerBatch;
}
