/** How a case ran: what it took, how sure it made us, and what it did to the machine besides its time. */
import {
  type CaseDescription,
  type ForkRecord,
  fastestPace,
  type ResultFile,
  slowedSamples,
} from "@strait/results";
import { median } from "../describe/descriptive.ts";
import type { Summary } from "../verdict/verdict.ts";

export type Allocated = {
  readonly metric: string;
  /** Bytes of JavaScript objects per operation: the least and the most over its sizes, each the median over the forks. */
  readonly low: number;
  readonly high: number;
  /** How far off they may be. */
  readonly resolution: number;
};

/** Null is what the platform did not say. */
export type CaseConduct = {
  readonly case: string;
  readonly forks: number;
  /** Of all forks, with the start of their processes. */
  readonly milliseconds: number;
  /** Half the widest interval of its times, as a share of the median. */
  readonly precision: number | null;
  /** Resident bytes at the highest moment of measuring: the median over the forks. */
  readonly peakResidentBytes: number | null;
  /** By metric, where the engine says. */
  readonly allocated: readonly Allocated[];
  /** Collections of garbage while a fork measured: medians over the forks. */
  readonly minorCollections: number | null;
  readonly majorCollections: number | null;
  /** Of all samples that were timed. */
  readonly samples: number;
  readonly disturbedSamples: number | null;
  /** Samples for which the processor was shared with a neighbour. */
  readonly slowedSamples: number | null;
  /** What the profile left out or made smaller, in sentences. */
  readonly notes: readonly string[];
};

/** How each case of a file ran, in the order of its header. */
export function caseConducts({ header, forks }: ResultFile, summaries: readonly Summary[]): CaseConduct[] {
  const fastest = fastestPace(forks);
  return header.cases.map((description) =>
    conductOf(
      description,
      fastest,
      forks.filter((fork) => fork.case === description.name),
      summaries.filter((summary) => summary.case === description.name),
    ),
  );
}

function conductOf(
  { name, metrics }: CaseDescription,
  fastest: number | null,
  forks: readonly ForkRecord[],
  summaries: readonly Summary[],
): CaseConduct {
  const observations = forks.filter(({ error }) => error === null).map(({ observation }) => observation);
  const peaks = observations.map(
    ({ phases }) => phases.find((phase) => phase.name === "measure")?.peakResidentBytes ?? null,
  );
  const timed = forks.flatMap(({ series }) => series.filter(({ emptyBatch }) => emptyBatch !== null));
  const disturbed = timed.flatMap((series) => (series.disturbed === null ? [] : [series.disturbed.length]));
  const slowed = forks.flatMap((fork) =>
    fork.series.flatMap((series) =>
      series.slowed === undefined || series.emptyBatch === null
        ? []
        : [slowedSamples(series, fork, fastest).length],
    ),
  );
  return {
    case: name,
    forks: forks.length,
    milliseconds: forks.reduce((sum, { durationMilliseconds }) => sum + durationMilliseconds, 0),
    precision: widest(summaries),
    peakResidentBytes: medianOf(peaks),
    allocated: metrics.flatMap((metric) => allocatedBy(metric.name, forks)),
    minorCollections: medianOf(observations.map(({ collections }) => collections?.minor.count ?? null)),
    majorCollections: medianOf(observations.map(({ collections }) => collections?.major.count ?? null)),
    samples: timed.reduce((sum, { samples }) => sum + samples.length, 0),
    notes: [...new Set(forks.flatMap(({ notes = [] }) => notes))],
    disturbedSamples: disturbed.length === 0 ? null : sumOf(disturbed),
    slowedSamples: slowed.length === 0 ? null : sumOf(slowed),
  };
}

/** Half the interval of a cost, as a share of its median; null without an interval, or for a cost of zero. */
export function precisionOf({ interval, median: middle }: Summary): number | null {
  if (interval === null || middle === 0) return null;
  return (interval.high - interval.low) / 2 / middle;
}

function widest(summaries: readonly Summary[]): number | null {
  const shares = summaries
    .filter(({ metric }) => metric.unit === "nanoseconds/operation")
    .flatMap((summary) => precisionOf(summary) ?? []);
  return shares.length === 0 ? null : Math.max(...shares);
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

function medianOf(values: readonly (number | null)[]): number | null {
  const said = values.filter((value) => value !== null);
  return said.length === 0 ? null : median(said);
}

function allocatedBy(metric: string, forks: readonly ForkRecord[]): Allocated[] {
  const series = forks.flatMap((fork) => fork.series.filter((one) => one.metric === metric));
  const medians = [...Map.groupBy(series, ({ size }) => size).values()].flatMap((ofSize) => {
    const allocations = ofSize.flatMap(({ allocation }) => allocation ?? []);
    if (allocations.length === 0) return [];
    return [
      {
        bytes: median(allocations.map(({ bytesPerOperation }) => bytesPerOperation)),
        resolution: median(allocations.map(({ resolution }) => resolution)),
      },
    ];
  });
  if (medians.length === 0) return [];
  const bytes = medians.map((one) => one.bytes);
  const resolution = Math.max(...medians.map((one) => one.resolution));
  return [{ metric, low: Math.min(...bytes), high: Math.max(...bytes), resolution }];
}
