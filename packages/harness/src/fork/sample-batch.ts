import type BenchmarkInRoot from "benchmark";
import { loadBenchmark } from "./benchmark.ts";
import { isDisturbed, type WaitMeter } from "./observe/run-queue.ts";

export type BatchTimes = {
  /** Milliseconds that sampling may take once there are `minimumSamples`. */
  readonly budget: number;
  /** Milliseconds that one sample takes at least. */
  readonly cycle: number;
  readonly minimumSamples: number;
};

export type BatchSamples = {
  /** Nanoseconds per call of `batch`, one value per sample, in time order. */
  readonly samples: number[];
  /** Which samples waited for a processor, by index; null where nobody looked. */
  readonly disturbed: number[] | null;
};

/**
 * Lets benchmark.js time `batch`.
 *
 * @param waited tells how long this thread has waited for a processor, if the platform does
 * @throws whatever `batch` throws; Error when benchmark.js did not call `batch` as often as it says
 */
export function sampleBatch(
  batch: () => void,
  times: BatchTimes,
  waited: WaitMeter | null = null,
  Benchmark: typeof BenchmarkInRoot = loadBenchmark(),
): BatchSamples {
  let calls = 0;
  let claimedCalls = 0;
  const cycles: Cycle[] = [];
  let waitedBefore = waited?.() ?? 0;
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
        const waitedNow = waited?.() ?? 0;
        const seconds = benchmark.times.period ?? 0;
        const elapsed = seconds * 1e9 * benchmark.count;
        cycles.push({ seconds, disturbed: isDisturbed(waitedNow - waitedBefore, elapsed) });
        waitedBefore = waitedNow;
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
  return {
    samples: samples.map((seconds) => seconds * 1e9),
    disturbed: waited === null ? null : disturbedSamples(samples, cycles),
  };
}

/** A cycle of benchmark.js: seconds per call, and whether it was disturbed. */
type Cycle = { readonly seconds: number; readonly disturbed: boolean };

/** Some cycles only find out how often to call the batch; each of the others is a sample, in the same order. */
function disturbedSamples(samples: readonly number[], cycles: readonly Cycle[]): number[] | null {
  const disturbed: number[] = [];
  let next = 0;
  for (const [index, seconds] of samples.entries()) {
    const cycle = cycles.findIndex((one, place) => place >= next && one.seconds === seconds);
    if (cycle === -1) return null;
    if (cycles[cycle]?.disturbed === true) disturbed.push(index);
    next = cycle + 1;
  }
  return disturbed;
}
