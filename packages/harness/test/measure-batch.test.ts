import { describe, expect, it } from "vitest";
import { measureBatch } from "../src/fork/measure-batch.ts";
import type { PaceMeter } from "../src/fork/observe/pace.ts";
import { batchCase } from "../src/index.ts";
import { profileWith } from "./fixtures/profile.ts";
import { spin } from "./fixtures/spin.ts";

const operations = 1000;
const profile = profileWith({ minimumSamples: 5, budget: 5, quietBudget: 60_000 });

function definition(workload: { batch(): number; empty?(): number }) {
  return batchCase({
    name: "spin",
    title: "Spin",
    description: "Waits busily.",
    metric: { name: "time", title: "Time", operation: "turn" },
    operationsPerBatch: operations,
    start: () => workload,
  });
}

function measure(
  workload: { batch(): number; empty?(): number },
  pace: PaceMeter | null = null,
  times = profile,
) {
  const sunk: number[] = [];
  const warnings: string[] = [];
  const context = {
    profile: "smoke",
    seed: 1,
    sink: (value: number) => sunk.push(value),
    plot: () => {},
    warn: (sentence: string) => warnings.push(sentence),
    note() {},
  } as const;
  const batch = () => context.sink(workload.batch());
  return {
    series: measureBatch(definition(workload), workload, batch, times, context, pace),
    sunk,
    warnings,
  };
}

describe("a measured batch", () => {
  it("yields nanoseconds per operation (oracle: the least that the batch takes, over its operations)", () => {
    const { series, warnings } = measure({ batch: () => spin(2_000_000) });
    expect(series).toHaveLength(1);
    expect(series[0]).toMatchObject({
      metric: "time",
      size: null,
      sampler: "benchmark.js",
      operationsPerSample: operations,
    });
    for (const sample of series[0]?.samples ?? []) {
      expect(sample).toBeGreaterThanOrEqual(1999);
      expect(sample).toBeLessThan(1_000_000);
    }
    expect(warnings).toEqual([]);
  });

  it("goes on beside a neighbour until three samples are quiet, and keeps all in their order", () => {
    let readings = 0;
    // The first comes before any sample. A sample is a cycle, and some cycles are no sample.
    const isSlow = (): boolean => readings <= 20;
    const pace = {
      read: () => (isSlow() ? 150 : 100),
      slowest: () => {
        readings += 1;
        return isSlow() ? 150 : 100;
      },
      fastest: () => 100,
    };
    const { series } = measure({ batch: () => spin(100_000) }, pace);
    const { samples = [], slowed = [] } = series[0] ?? {};
    const quiet = samples.length - slowed.length;
    expect(slowed.length).toBeGreaterThan(4);
    expect(quiet).toBeGreaterThanOrEqual(3);
    expect(slowed).toEqual(slowed.map((_, index) => index));
    expect(samples.length).toBeLessThan(100);
  });

  it("gives up on that when its time is over", () => {
    const slow = { read: () => 150, slowest: () => 150, fastest: () => 100 };
    const short = profileWith({ minimumSamples: 5, budget: 5, quietBudget: 0 });
    const { series } = measure({ batch: () => spin(100_000) }, slow, short);
    expect(series[0]?.slowed).toEqual(series[0]?.samples.map((_, index) => index));
  });

  it("takes the empty batch the same way, per operation", () => {
    const { series } = measure({ batch: () => spin(15_000_000), empty: () => spin(500_000) });
    const empty = series[0]?.emptyBatch ?? 0;
    expect(empty).toBeGreaterThanOrEqual(499);
    expect(empty).toBeLessThan(Math.min(...(series[0]?.samples ?? [])));
  });

  it("sinks everything that batch and empty return", () => {
    let calls = 0;
    const returned = (value: number): number => {
      calls += 1;
      spin(100_000);
      return value;
    };
    const { sunk } = measure({ batch: () => returned(7), empty: () => returned(8) });
    expect(sunk).toHaveLength(calls);
    expect(new Set(sunk)).toEqual(new Set([7, 8]));
  });

  it("warns of a batch that is too short to time and of one that is too long", () => {
    expect(measure({ batch: () => 1 }).warnings).toEqual([
      expect.stringMatching(/^A batch takes only .* µs/),
    ]);
    const long = measure({ batch: () => spin(21_000_000) });
    expect(long.warnings).toEqual([expect.stringMatching(/^A batch takes \d+ ms/)]);
  });
});
