/** Does it leak, by readings that vary: the JavaScript heap, and the memory that the process has in RAM. */
import { theilSen } from "../trend/theil-sen.ts";
import { varianceInflation } from "../trend/variance-inflation.ts";
import { formatInterval, formatNumber, formatPercent, formatQuantity } from "../verdict/quantity.ts";
import type { Interval } from "../verdict/verdict.ts";
import type { LeakFinding } from "./leak-finding.ts";
import { type MemoryReadings, type MemorySource, settledReadings, warmUpBatches } from "./memory-readings.ts";

/** Batches after warm-up, and operations in each, below which the readings are too few. */
export const fewestBatches = 40;
export const fewestOperationsPerBatch = 50_000;

/** Growth that is no leak worth a verdict, in bytes per operation: half of what is found with near certainty. */
const thresholds: Readonly<Record<MemorySource, number>> = { heap: 0.05, resident: 0.5 };
const confidence = 0.95;

/**
 * Bytes by which memory grows in a process that does not leak, after warm-up as well: chunks that are taken for compiled code,
 * and kept. Of 521 clean soaks of 43 batches on Node 26, one grew by 1.1 MB (with 95% confidence), of 48 on Bun one by 1.9 MB.
 */
const ownGrowth: Readonly<Record<MemorySource, number>> = { heap: 0, resident: 2 * 2 ** 20 };

/**
 * Leaks when the whole interval of the Theil–Sen slope lies above a threshold, and when so much has come together that it is
 * not what a process grows by anyway. That interval holds the slopes that the Mann–Kendall test, corrected for
 * autocorrelation, does not refute, so memory that leaks also rises by that test; and the test alone, which asks whether memory rises at all, takes a few bytes of bookkeeping for a leak.
 *
 * Assumes that warm-up is over after five batches, and readings that are a first-order autoregressive series around a
 * line.
 *
 * @param threshold bytes per operation; 0.05 for the heap, 0.5 for resident memory, which moves in large steps
 * @throws RangeError when the threshold is not a number above zero
 * @example
 * const bytes = Array.from({ length: 50 }, (_, batch) => 8_000_000 + 20_000 * batch + (batch % 3) * 1_000);
 * memoryLeak({ source: "heap", operationsPerBatch: 50_000, bytes }).bytesPerOperation // 0.4
 */
export function memoryLeak(
  readings: MemoryReadings,
  { threshold = thresholds[readings.source] }: { readonly threshold?: number } = {},
): LeakFinding {
  if (!(threshold > 0 && Number.isFinite(threshold))) {
    throw new RangeError(`A leak threshold of ${threshold} bytes per operation: give a number above zero.`);
  }
  const { points, batches, warnings } = settledReadings(readings);
  const { operationsPerBatch, source } = readings;
  const common = {
    method: "Theil–Sen slope, its interval by the Mann–Kendall test corrected for autocorrelation",
    parameters: {
      source,
      batches,
      warmUpBatches,
      threshold,
      confidence,
      ...(Number.isFinite(operationsPerBatch) ? { operationsPerBatch } : {}),
    },
    warnings,
  };
  const refusal = refuse(operationsPerBatch, batches);
  if (refusal !== null) {
    return {
      ...common,
      bytesPerOperation: null,
      interval: null,
      outcome: "undecided",
      sentence: refusal,
      wouldDecide: wantedDesign,
    };
  }
  const inflation = varianceInflation(points.map(({ y }) => y));
  const fitted = theilSen(points, confidence, { varianceInflation: inflation });
  const { slope, interval } = fitted ?? { slope: 0, interval: null };
  const figures = { bytesPerOperation: slope, interval };
  const growth = `${whatGrows[source]} grows by ${describeGrowth(slope, interval)}`;
  const limit = `${formatQuantity(threshold, "bytes/operation")}`;
  const operations = (points.at(-1)?.x ?? 0) - (points[0]?.x ?? 0);
  if (interval !== null && interval.low > threshold && interval.low * operations <= ownGrowth[source]) {
    return {
      ...common,
      ...figures,
      outcome: "undecided",
      sentence: `Cannot say whether it leaks: ${growth}, and no more in all than a process grows by that does not leak.`,
      wouldDecide: `About ${formatNumber(2 * batches)} batches, or more operations in each: a leak goes on.`,
    };
  }
  if (interval !== null && interval.low > threshold) {
    const sentence = `Leaks: ${growth}, more than ${limit}.`;
    return { ...common, ...figures, outcome: "fails", sentence, wouldDecide: null };
  }
  if (interval !== null && interval.high <= threshold) {
    const sentence = `No leak above ${limit}: ${growth}.`;
    return { ...common, ...figures, outcome: "holds", sentence, wouldDecide: null };
  }
  return {
    ...common,
    ...figures,
    outcome: "undecided",
    sentence: `Cannot say whether it leaks more than ${limit}: ${growth}.`,
    wouldDecide: `About ${formatNumber(2 * batches)} batches, or more operations in each: readings vary less per operation then.`,
  };
}

const whatGrows: Readonly<Record<MemorySource, string>> = {
  heap: "the JavaScript heap",
  resident: "resident memory",
};

const wantedDesign = `At least ${fewestBatches + warmUpBatches} batches of at least ${formatNumber(fewestOperationsPerBatch)} operations each.`;

function describeGrowth(slope: number, interval: Interval | null): string {
  const rate = formatQuantity(slope, "bytes/operation");
  return interval === null
    ? `${rate} (too few readings, or too autocorrelated ones, for a ${formatPercent(confidence)} interval)`
    : `${rate} (${formatInterval(interval, "bytes/operation")})`;
}

function refuse(operationsPerBatch: number, batches: number): string | null {
  if (!Number.isSafeInteger(operationsPerBatch) || operationsPerBatch < fewestOperationsPerBatch) {
    const count = Number.isFinite(operationsPerBatch)
      ? formatNumber(operationsPerBatch)
      : "An unknown number of";
    return `${count} operations a batch are too few to see a leak in what the process does besides.`;
  }
  if (batches >= fewestBatches) return null;
  return `${batches} ${batches === 1 ? "batch" : "batches"} after warm-up are too few to tell a leak from noise.`;
}
