/** Gathers what the forks of a case measured, by metric and size. */
import { type ForkRecord, judgedSamples, type Metric, type Series } from "@strait/results";
import { isSample } from "../describe/measurable.ts";

/** Samples of one fork, in the metric's unit: those that had the processor to themselves, if that is enough of them. */
export type ForkSamples = {
  readonly samples: readonly number[];
  readonly emptyBatch: number | null;
  /** How many of these had to wait for a processor, or shared it; null where the platform does not say. */
  readonly disturbed: number | null;
};

/** One metric at one size, fork by fork, in the order of the file. */
export type Measurement = {
  readonly size: number | null;
  readonly forks: readonly ForkSamples[];
  readonly warnings: readonly string[];
};

/**
 * One measurement for every size at which completed forks took the metric, smallest size first; none when no completed
 * fork took it. Series of the same metric and size in one fork are joined.
 *
 * @param fastest the pace of the processor when nobody shared it, by `fastestPace` of all forks of the run
 */
export function gatherMeasurements(
  forks: readonly ForkRecord[],
  metric: Metric,
  fastest: number | null,
): Measurement[] {
  const completed = forks.filter((fork) => fork.error === null);
  const taken = completed.flatMap(({ fork, series }) =>
    series.filter((one) => one.metric === metric.name).map((one) => ({ fork, series: one })),
  );
  const sizes = [...new Set(taken.map(({ series }) => series.size))].sort((a, b) => (a ?? 0) - (b ?? 0));
  return sizes.flatMap((size) => {
    const measurement = measurementAt(completed, metric.name, size, fastest);
    return measurement.forks.length === 0 ? [] : [measurement];
  });
}

function measurementAt(
  completed: readonly ForkRecord[],
  metric: string,
  size: number | null,
  fastest: number | null,
): Measurement {
  const warnings: string[] = [];
  const missing: number[] = [];
  const forks = completed.flatMap((record) => {
    const { fork } = record;
    const taken = record.series
      .filter((one) => one.metric === metric && one.size === size)
      .map((one) => judgedPart(one, record, fastest));
    const samples = taken.flatMap((one) => one.samples);
    const wrong = samples.find((sample) => !isSample(sample));
    if (samples.length === 0) missing.push(fork);
    if (wrong !== undefined)
      warnings.push(`Fork ${fork} is left out: it recorded ${wrong}, which is no measured value.`);
    return samples.length === 0 || wrong !== undefined
      ? []
      : [{ samples, emptyBatch: emptyBatchOf(taken), disturbed: disturbedOf(taken) }];
  });
  if (missing.length > 0) {
    warnings.push(`${missing.length} of ${completed.length} completed forks did not measure this.`);
  }
  return { size, forks, warnings };
}

/** What is judged of a series. Where too few samples are quiet for that, all are, and each of them counts as disturbed. */
function judgedPart(series: Series, fork: ForkRecord, fastest: number | null): Series {
  if (series.slowed === undefined) return series;
  const { indexes, hasFewQuiet } = judgedSamples(series, fork, fastest);
  if (hasFewQuiet) return { ...series, disturbed: [...indexes] };
  const disturbed = new Set(series.disturbed);
  return {
    ...series,
    samples: indexes.flatMap((index) => series.samples[index] ?? []),
    disturbed: indexes.filter((index) => disturbed.has(index)),
  };
}

function disturbedOf(taken: readonly Series[]): number | null {
  const counts = taken.flatMap(({ disturbed }) => (disturbed === null ? [] : [disturbed.length]));
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}

function emptyBatchOf(taken: readonly Series[]): number | null {
  const measured = taken.flatMap(({ emptyBatch }) =>
    emptyBatch !== null && isSample(emptyBatch) ? [emptyBatch] : [],
  );
  return measured.length === 0 ? null : Math.max(...measured);
}
