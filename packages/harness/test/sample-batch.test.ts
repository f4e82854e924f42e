import Benchmark from "benchmark";
import { describe, expect, it } from "vitest";
import { median } from "../src/fork/median.ts";
import { sampleBatch } from "../src/fork/sample-batch.ts";
import { spin } from "./fixtures/spin.ts";

const times = { budget: 20, cycle: 2, minimumSamples: 5 };

describe("benchmark.js as the sampler", () => {
  it("times our function and no other: no sample is shorter than what the function certainly takes", () => {
    const { samples } = sampleBatch(() => spin(300_000), times);
    expect(samples.length).toBeGreaterThanOrEqual(times.minimumSamples);
    for (const sample of samples) expect(sample).toBeGreaterThanOrEqual(299_999);
  });

  it("gives nanoseconds per call: sixteen times the work takes about sixteen times as long", () => {
    const [short, long] = [100_000, 1_600_000].map((duration) =>
      median(sampleBatch(() => spin(duration), times).samples),
    );
    const ratio = (long ?? 0) / (short ?? 0);
    expect(ratio).toBeGreaterThan(4);
    expect(ratio).toBeLessThan(64);
  });

  it("keeps the samples in time order (oracle: a batch that is slow only at first)", () => {
    let calls = 0;
    const { samples } = sampleBatch(() => {
      // The first call is the untimed trial; the second one fills the first sample alone.
      calls += 1;
      spin(calls <= 2 ? 5_000_000 : 100_000);
    }, times);
    expect(samples[0]).toBeGreaterThanOrEqual(4_999_999);
    expect(Math.min(...samples)).toBeLessThan(4_999_999);
  });

  it("marks the samples that waited for a processor (oracle: a meter that jumps in every third cycle)", () => {
    const meter = { waited: 0, calls: 0 };
    const batch = (): void => {
      meter.calls += 1;
      spin(3_000_000);
      if (meter.calls % 6 === 0) meter.waited += 1_000_000;
    };
    // A cycle is a trial call and a timed call, so that every third one is disturbed.
    const { samples, disturbed } = sampleBatch(batch, { ...times, minimumSamples: 9 }, () => meter.waited);
    const gaps = (disturbed ?? []).slice(1).map((index, place) => index - (disturbed?.[place] ?? 0));
    expect(disturbed?.length).toBeGreaterThanOrEqual(Math.floor(samples.length / 3) - 1);
    for (const gap of gaps) expect(gap).toBe(3);
  });

  it("has the slowest pace of each sample (oracle: one that changes with the batch)", () => {
    let calls = 0;
    const seen: number[] = [];
    const meter = {
      read: () => 0,
      slowest: () => {
        seen.push(calls);
        return calls;
      },
      fastest: () => 0,
    };
    const batch = (): void => {
      calls += 1;
      spin(3_000_000);
    };
    const { samples, paces } = sampleBatch(batch, { ...times, minimumSamples: 9 }, null, meter);
    expect(paces).toHaveLength(samples.length);
    // A cycle is a trial call and a timed call; the first reading is before all of them.
    expect(seen[0]).toBe(0);
    expect(seen).toEqual(expect.arrayContaining(paces ?? []));
    const steps = (paces ?? []).slice(1).map((pace, index) => pace - (paces?.[index] ?? 0));
    expect(steps).toEqual(steps.map(() => 2));
  });

  it("says nothing of disturbance and pace where nobody can", () => {
    expect(sampleBatch(() => spin(100_000), times)).toMatchObject({ disturbed: null, paces: null });
  });

  it("reaches a closure, which benchmark.js could not if it recompiled the function from its source", () => {
    const local = { calls: 0 };
    sampleBatch(() => {
      local.calls += 1;
      spin(100_000);
    }, times);
    // Every sample is at least one trial call and one timed call.
    expect(local.calls).toBeGreaterThanOrEqual(2 * times.minimumSamples);
  });

  it("throws what the batch throws, at the first call and at a later one", () => {
    for (const healthyCalls of [0, 7]) {
      let calls = 0;
      const failing = (): void => {
        if (calls++ === healthyCalls) throw new Error("broken batch");
        spin(100_000);
      };
      expect(() => sampleBatch(failing, times)).toThrow("broken batch");
    }
  });

  it("notices a sampler that did not call the function as often as it claims", () => {
    class Idle extends Benchmark {
      override run(): Benchmark {
        this.stats.sample = [0.001];
        this.count = 3;
        this.emit("cycle");
        return this;
      }
    }
    const sample = () => sampleBatch(() => {}, times, null, null, Idle);
    expect(sample).toThrow("benchmark.js claims 4 calls in 1 samples, and made 0");
  });
});
