import type BenchmarkInRoot from "benchmark";
import { loadBenchmark } from "./benchmark.ts";
import type { PaceMeter } from "./observe/pace.ts";
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
  /** The slowest pace of the processor during each sample, in nanoseconds; null where nobody looked. */
  readonly paces: number[] | null;
};

/**
 * Lets benchmark.js time `batch`.
 *
 * @param waited tells how long this thread has waited for a processor, if the platform does
 * @param pace tells how fast the processor is, once a cycle
 * @throws whatever `batch` throws; Error when benchmark.js did not call `batch` as often as it says
 */
export function sampleBatch(
  batch: () => void,
  times: BatchTimes,
  waited: WaitMeter | null = null,
  pace: PaceMeter | null = null,
  Benchmark: typeof BenchmarkInRoot = loadBenchmark(),
): BatchSamples {
  let calls = 0;
  let claimedCalls = 0;
  const cycles: Cycle[] = [];
  let waitedBefore = waited?.() ?? 0;
  pace?.slowest();
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
        const disturbed = isDisturbed(waitedNow - waitedBefore, elapsed);
        cycles.push({ seconds, disturbed, pace: pace?.slowest() ?? 0 });
        // The reading of the pace is no part of the next cycle's wait.
        waitedBefore = waited?.() ?? 0;
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
  const sampled = cyclesOf(samples, cycles);
  return {
    samples: samples.map((seconds) => seconds * 1e9),
    disturbed:
      waited === null ? null : (sampled?.flatMap((one, index) => (one.disturbed ? [index] : [])) ?? null),
    paces: pace === null ? null : (sampled?.map((one) => one.pace) ?? null),
  };
}

/** A cycle of benchmark.js: seconds per call, whether it was disturbed, and how fast the processor was. */
type Cycle = { readonly seconds: number; readonly disturbed: boolean; readonly pace: number };

/** The cycle of each sample; some cycles only find out how often to call the batch. Null when they do not fit. */
function cyclesOf(samples: readonly number[], cycles: readonly Cycle[]): Cycle[] | null {
  const found: Cycle[] = [];
  let next = 0;
  for (const seconds of samples) {
    const place = cycles.findIndex((one, index) => index >= next && one.seconds === seconds);
    const cycle = cycles[place];
    if (cycle === undefined) return null;
    found.push(cycle);
    next = place + 1;
  }
  return found;
}
