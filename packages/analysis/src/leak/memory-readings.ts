/** Readings of a process's memory after each of many batches. */
import { median } from "simple-statistics";

/**
 * Where the readings come from, which says how coarse they are. "heap": the JavaScript heap after two full collections,
 * to the byte. "resident": the memory that the process has in RAM, in steps of a hundred kilobytes and more.
 */
export type MemorySource = "heap" | "resident";

export type MemoryReadings = {
  readonly source: MemorySource;
  /** The same for every batch, at least one. */
  readonly operationsPerBatch: number;
  /** Bytes in use after each batch, in the order of time. */
  readonly bytes: readonly number[];
};

/** What is measured anew while a process warms up: the first batches are dropped. */
export const warmUpBatches = 5;

/** With more readings, neighbours are combined into their median: all pairs of 400 are slopes enough. */
const mostPoints = 400;

export type SettledReadings = {
  /** Operations done since the first reading kept, and the bytes then. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Readings behind these points. */
  readonly batches: number;
  readonly warnings: readonly string[];
};

/** The readings after warm-up, without those that are none. */
export function settledReadings({ bytes, operationsPerBatch }: MemoryReadings): SettledReadings {
  const taken = bytes.map((value, batch) => ({ batch, value })).slice(warmUpBatches);
  const kept = taken.filter(({ value }) => Number.isFinite(value) && value >= 0);
  const missing = taken.length - kept.length;
  const first = kept[0]?.batch ?? 0;
  const block = Math.max(1, Math.ceil(kept.length / mostPoints));
  const points = Array.from({ length: Math.ceil(kept.length / block) }, (_, index) => {
    const part = kept.slice(index * block, (index + 1) * block);
    return {
      x: median(part.map(({ batch }) => (batch - first) * operationsPerBatch)),
      y: median(part.map(({ value }) => value)),
    };
  });
  const warnings =
    missing === 0 ? [] : [`${missing} of ${taken.length} readings are no number of bytes and are left out.`];
  return { points, batches: kept.length, warnings };
}
