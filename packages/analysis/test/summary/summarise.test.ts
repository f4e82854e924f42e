import type { Metric } from "@strait/results";
import { expect, test } from "vitest";
import { summarise } from "../../src/index.ts";
import { mayHaveDoneNoWork } from "../../src/summary/empty-batch.ts";
import {
  plantCase,
  plantCosts,
  plantFile,
  plantFork,
  plantSeries,
  sizedMetric,
  timeMetric,
} from "../planted-file.ts";

const quiet = [99, 100, 101, 100, 100];

test("the fork is the datum: medians of forks, then their median, never all samples together", () => {
  // Pooled, the median of the nine samples would be 1.
  const forks = [
    [1, 1, 1, 1, 1],
    [10, 30],
    [20, 20],
  ].map((samples, fork) => plantFork(fork, { series: [plantSeries(samples)] }));
  const [summary] = summarise(plantFile([plantCase([timeMetric])], forks));
  expect(summary?.forkMedians).toEqual([1, 20, 20]);
  expect(summary?.median).toBe(20);
  expect(summary?.medianAbsoluteDeviation).toBe(0);
});

test("percentiles are taken within forks, and are the median over the forks", () => {
  const samples = Array.from({ length: 101 }, (_, index) => index);
  const forks = [1, 2, 30].map((factor, fork) =>
    plantFork(fork, { series: [plantSeries(samples.map((sample) => sample * factor))] }),
  );
  const [summary] = summarise(plantFile([plantCase([timeMetric])], forks));
  expect(summary?.percentiles).toEqual({ p50: 100, p90: 180, p99: 198 });
});

test("five quiet forks have an interval and nothing to warn of", () => {
  const [summary] = summarise(plantCosts(quiet));
  expect(summary).toMatchObject({
    scenario: "planted",
    case: "first",
    size: null,
    median: 100,
    emptyBatch: null,
  });
  expect(summary?.interval?.low).toBeCloseTo(98.55, 2);
  expect(summary?.warnings).toEqual([]);
});

test("too few forks and a wide interval are warned of", () => {
  expect(summarise(plantCosts([100, 100]))[0]).toMatchObject({
    interval: null,
    warnings: ["2 forks are too few for a 99% interval: at least 3 are needed."],
  });
  expect(summarise(plantCosts([80, 90, 100, 110, 120]))[0]?.warnings).toEqual([
    "The interval is wide: up to 37.7% from the median.",
  ]);
});

test("a load that goes on for long answers from within its few forks, and no narrower interval is missed", () => {
  const sustained = { operationsPerBatch: 10, questions: ["drift" as const] };
  const load = { ...plantCase([timeMetric]), sustained };
  const forks = [60, 100, 180].map((cost, fork) => plantFork(fork, { series: [plantSeries([cost])] }));
  expect(summarise(plantFile([load], forks))[0]?.warnings).toEqual([]);
  expect(summarise(plantFile([load], forks.slice(1)))[0]).toMatchObject({ interval: null, warnings: [] });
});

test("of what every fork counts alike, one is not too few, and of what varies it is", () => {
  const counted: Metric = { ...timeMetric, unit: "bytes", targets: [] };
  const warningsOf = (description: ReturnType<typeof plantCase>) =>
    summarise(plantFile([description], [plantFork(0, { series: [plantSeries([7])] })]))[0]?.warnings;
  expect(warningsOf(plantCase([counted]))).toEqual([]);
  expect(warningsOf({ ...plantCase([counted]), varies: true })).toEqual([
    "1 fork is too few for a 99% interval: at least 3 are needed.",
  ]);
});

test("a cost near that of the empty batch is warned of", () => {
  const [at] = summarise(plantCosts(quiet, timeMetric, { emptyBatch: 100 / 1.4 }));
  expect(at?.emptyBatch).toBeCloseTo(71.4, 1);
  expect(at?.warnings).toEqual([
    "Within 1.4× of the empty batch: it may have done no work, so there is no verdict.",
  ]);
  expect(summarise(plantCosts(quiet, timeMetric, { emptyBatch: 71 }))[0]?.warnings).toEqual([]);
});

test("the documented example of an empty batch is right", () => {
  expect(mayHaveDoneNoWork(1.3, 1)).toBe(true);
  expect(mayHaveDoneNoWork(1.3, null)).toBe(false);
  expect(mayHaveDoneNoWork(0, 0)).toBe(false);
});

test("failed forks are left out, and said to be", () => {
  const file = plantCosts([...quiet, 5000]);
  const forks = file.forks.map((fork) =>
    fork.fork === 5 ? { ...fork, error: "The process ran out of memory." } : fork,
  );
  const [summary] = summarise({ ...file, forks });
  expect(summary?.forkMedians).toEqual(quiet);
  expect(summary?.warnings).toEqual([
    "1 of 6 forks failed and is left out: fork 5: The process ran out of memory.",
  ]);
});

test("a fork that waited for a processor for more than 5% of its time is disturbed", () => {
  const file = plantCosts(quiet);
  const waiting = (nanoseconds: number | null) => ({
    ...file,
    forks: file.forks.map((fork, index) =>
      index === 0 ? { ...fork, probes: { ...fork.probes, runQueueWaitNanoseconds: nanoseconds } } : fork,
    ),
  });
  expect(summarise(waiting(120e6))[0]?.warnings).toEqual([
    "1 of 5 forks was disturbed: waited for a processor for up to 12% of the time.",
  ]);
  expect(summarise(waiting(50e6))[0]?.warnings).toEqual([]);
  expect(summarise(waiting(null))[0]?.warnings).toEqual([]);
});

test("a fork with what is no measured value is left out, and one that did not measure is missed", () => {
  const file = plantCosts([...quiet, Number.NaN]);
  const forks = [...file.forks, plantFork(6)];
  const [summary] = summarise({ ...file, forks });
  expect(summary?.forkMedians).toEqual(quiet);
  expect(summary?.warnings).toEqual([
    "Fork 5 is left out: it recorded NaN, which is no measured value.",
    "1 of 7 completed forks did not measure this.",
  ]);
});

test("sizes come in ascending order, and series of one size in one fork are joined", () => {
  const at = (size: number, samples: number[]) => plantSeries(samples, { metric: sizedMetric.name, size });
  const fork = plantFork(0, { series: [at(2000, [7]), at(1000, [1, 2]), at(1000, [9])] });
  const summaries = summarise(plantFile([plantCase([timeMetric, sizedMetric])], [fork]));
  expect(summaries.map(({ metric, size, median }) => [metric.name, size, median])).toEqual([
    ["total-time", 1000, 2],
    ["total-time", 2000, 7],
  ]);
});

test("what no completed fork measured has no summary", () => {
  expect(summarise(plantFile([plantCase([timeMetric])], []))).toEqual([]);
  expect(summarise(plantCosts([Number.POSITIVE_INFINITY]))).toEqual([]);
});

const enough = [0, 1, 2];

/** A fork of ten samples, of which those slowed are half as long again. */
function plantPaced(fork: number, cost: number, slowed: readonly number[], fastestPaceNanoseconds = 13_000) {
  const samples = Array.from({ length: 10 }, (_, index) => (slowed.includes(index) ? 1.5 * cost : cost));
  return plantFork(fork, {
    series: [plantSeries(samples, { slowed: [...slowed], disturbed: [] })],
    probes: { runQueueWaitNanoseconds: 0, peakResidentBytes: null, fastestPaceNanoseconds },
  });
}

const most = [0, 1, 2, 3, 4, 5, 6];
const all = [...most, 7, 8, 9];

test("samples beside a neighbour are left out where three others remain", () => {
  const forks = enough.map((fork) => plantPaced(fork, 100, most));
  const [summary] = summarise(plantFile([plantCase([timeMetric])], forks));
  expect(summary).toMatchObject({ forkMedians: [100, 100, 100], disturbedShare: 0, warnings: [] });
});

test("forks beside a neighbour are left out where three others remain, and it is said", () => {
  const forks = [...enough.map((fork) => plantPaced(fork, 100, [])), plantPaced(3, 100, all)];
  const [summary] = summarise(plantFile([plantCase([timeMetric])], forks));
  expect(summary).toMatchObject({
    forkMedians: [100, 100, 100],
    disturbedShare: 0,
    warnings: ["1 of 4 forks shared its processor with a neighbour and is left out."],
  });
});

test("with fewer than three quiet forks all are judged, as disturbed as they were", () => {
  const forks = [plantPaced(0, 100, []), plantPaced(1, 100, all), plantPaced(2, 100, all)];
  const [summary] = summarise(plantFile([plantCase([timeMetric])], forks));
  expect(summary).toMatchObject({ forkMedians: [100, 150, 150], disturbedShare: 1 });
  expect(summary?.warnings).toContain(
    "2 of 3 forks shared their processor with a neighbour: the others are too few to be judged by alone.",
  );
});

test("a fork that was slow from beginning to end is known by the pace of the others, of any case", () => {
  const slow = { ...plantPaced(0, 100, [], 20_000), case: "second" };
  const file = plantFile(
    [plantCase([timeMetric]), plantCase([timeMetric], "second")],
    [...enough.map((fork) => plantPaced(fork, 100, [])), slow],
  );
  const summaries = summarise(file);
  expect(summaries.map(({ disturbedShare }) => disturbedShare)).toEqual([0, 1]);
});

test("times of which nobody knows whether they waited are not disturbed for one slowed fork", () => {
  const timed = (slowed: number[]) => [plantSeries([8, 8, 8, 9], { emptyBatch: 0, slowed })];
  const forks = [[], [], [0, 1, 2, 3]].map((slowed, fork) => plantFork(fork, { series: timed(slowed) }));
  const [summary] = summarise(plantFile([plantCase([timeMetric])], forks));
  expect(summary).toMatchObject({ forkMedians: [8, 8, 8], disturbedShare: 0 });
});
