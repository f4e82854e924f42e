/** From records to the cost of every case: the fork is the datum, its iterations are never pooled with another's. */
import {
  type CaseDescription,
  countsAlike,
  type ForkRecord,
  fastestPace,
  isQuiet,
  type Metric,
  quietForks,
  type ResultFile,
} from "@strait/results";
import { median, medianAbsoluteDeviation, quantile } from "../describe/descriptive.ts";
import { fewestForks, medianInterval } from "../describe/median-interval.ts";
import { formatPercent } from "../verdict/quantity.ts";
import type { Interval, Summary } from "../verdict/verdict.ts";
import { disturbedShareOf } from "./disturbance.ts";
import { emptyBatchFactor, mayHaveDoneNoWork } from "./empty-batch.ts";
import { forkWarnings } from "./fork-health.ts";
import { gatherMeasurements, type Measurement } from "./measurement.ts";

/** An interval whose half is wider than this share of the median deserves a warning. */
const wideShare = 0.1;

/**
 * One summary for every case, metric and size that at least one completed fork measured, in the order of the header,
 * sizes ascending. What makes a figure doubtful travels with it as a warning.
 *
 * Forks whose processor was shared with a neighbour are left out where enough others remain, and so are such samples.
 */
export function summarise(file: ResultFile): Summary[] {
  const fastest = fastestPace(file.forks);
  return file.header.cases.flatMap((description) => {
    const forks = file.forks.filter((fork) => fork.case === description.name);
    const completed = forks.filter(({ error }) => error === null);
    const judged = quietForks(completed, fewestForks, fastest);
    const health = [...forkWarnings(forks), ...neighbourWarning(completed, judged, fastest)];
    return description.metrics.flatMap((metric) =>
      gatherMeasurements(judged, metric, fastest).map((measurement) =>
        summariseMeasurement(file.header.scenario.name, description, metric, measurement, health),
      ),
    );
  });
}

function summariseMeasurement(
  scenario: string,
  description: CaseDescription,
  metric: Metric,
  measurement: Measurement,
  health: readonly string[],
): Summary {
  const forkMedians = measurement.forks.map(({ samples }) => median(samples));
  const middle = median(forkMedians);
  const { interval, warnings } = medianInterval(forkMedians);
  const emptyBatches = measurement.forks.flatMap(({ emptyBatch }) =>
    emptyBatch === null ? [] : [emptyBatch],
  );
  const emptyBatch = emptyBatches.length === 0 ? null : median(emptyBatches);
  const percentile = (probability: number) =>
    median(measurement.forks.map(({ samples }) => quantile(samples, probability)));
  return {
    scenario,
    case: description.name,
    metric,
    size: measurement.size,
    forkMedians,
    median: middle,
    interval,
    medianAbsoluteDeviation: medianAbsoluteDeviation(forkMedians),
    percentiles: { p50: percentile(0.5), p90: percentile(0.9), p99: percentile(0.99) },
    emptyBatch,
    disturbedShare: disturbedShareOf(measurement.forks),
    warnings: [
      ...health,
      ...measurement.warnings,
      ...(asksForInterval(description) ? [...warnings, ...widthWarning(interval, middle)] : []),
      ...(mayHaveDoneNoWork(middle, emptyBatch)
        ? [
            `Within ${emptyBatchFactor}× of the empty batch: it may have done no work, so there is no verdict.`,
          ]
        : []),
    ],
  };
}

/** Says which forks shared their processor, and what became of them. */
function neighbourWarning(
  completed: readonly ForkRecord[],
  judged: readonly ForkRecord[],
  fastest: number | null,
): string[] {
  const slowed = completed.filter((fork) => !isQuiet(fork, fastest)).length;
  if (slowed === 0) return [];
  const shared = `${slowed} of ${completed.length} forks shared ${slowed === 1 ? "its" : "their"} processor with a neighbour`;
  return judged.length < completed.length
    ? [`${shared} and ${slowed === 1 ? "is" : "are"} left out.`]
    : [`${shared}: the others are too few to be judged by alone.`];
}

/**
 * Where every fork counts the same, one says it all. What adds up in a load that goes on for long is told from the samples
 * within each of its few forks, not from an interval around its cost.
 */
function asksForInterval(description: CaseDescription): boolean {
  return !countsAlike(description) && description.sustained === undefined;
}

function widthWarning(interval: Interval | null, middle: number): string[] {
  if (interval === null || middle === 0) return [];
  const share = Math.max(interval.high - middle, middle - interval.low) / middle;
  return share > wideShare ? [`The interval is wide: up to ${formatPercent(share)} from the median.`] : [];
}
