import type BenchmarkInRoot from "benchmark";
import { createBenchmark } from "./benchmark.ts";

export type BatchTimes = {
  /** Milliseconds that sampling may take once there are `minimumSamples`. */
  readonly budget: number;
  /** Milliseconds that one sample takes at least. */
  readonly cycle: number;
  readonly minimumSamples: number;
};

/**
 * Lets benchmark.js time `batch`.
 *
 * @returns nanoseconds per call of `batch`, one value per sample, in time order
 * @throws whatever `batch` throws; Error when benchmark.js did not call `batch` as often as it says
 */
export function sampleBatch(
  batch: () => void,
  times: BatchTimes,
  Benchmark: typeof BenchmarkInRoot = createBenchmark(),
): number[] {
  let calls = 0;
  let claimedCalls = 0;
  const benchmark = new Benchmark(
    "batch",
    () => {
      calls += 1;
      batch();
    },
    {
      minTime: times.cycle / 1000,
      maxTime: times.budget / 1000,
      minSamples: times.minimumSamples,
      // Each cycle makes one untimed trial call, then `count` timed ones.
      onCycle: () => {
        claimedCalls += benchmark.count + 1;
      },
    },
  );
  benchmark.run({ async: false });
  if (benchmark.error !== undefined) throw benchmark.error;
  const samples: readonly number[] = benchmark.stats.sample;
  if (calls !== claimedCalls || samples.length === 0) {
    throw new Error(
      `benchmark.js claims ${claimedCalls} calls in ${samples.length} samples, and made ${calls}`,
    );
  }
  return samples.map((seconds) => seconds * 1e9);
}
