import { setImmediate as turnOfEventLoop } from "node:timers/promises";
import type { LedgerReadings, Series } from "@strait/results";
import type { Profile } from "../profile.ts";
import type { CaseContext } from "../scenario/context.ts";
import { type KeptLedger, keepLedger } from "../scenario/keep-ledger.ts";
import { notAvailable } from "../scenario/not-available.ts";
import {
  leakMetrics,
  type PlaceCounts,
  type SustainedCase,
  type SustainedWorkload,
} from "../scenario/sustained-case.ts";
import { emptyLoop } from "./empty-loop.ts";
import { allocationOf, createAllocationMeter } from "./observe/allocation.ts";
import { createWaitMeter } from "./observe/run-queue.ts";
import { type Clock, createStopwatch } from "./stopwatch.ts";

/** More batches would fill the file, not sharpen the answer. */
const mostBatches = 2000;

/** Batches by which a drift, and readings of memory by which a leak can be told; the first are dropped as warm-up. */
const fewestBatches = 120;
const fewestReadings = 48;
/** Of either, where no question is to be answered. */
const fewest = 3;

/** Readings of memory before the first of the ledgers: what is made once and kept, such as a buffer, is no leak. */
const warmUpReadings = 5;

/**
 * Milliseconds of the load before the first sample where a drift is asked for: until code is compiled and the collector has
 * found its sizes, the same work changes its cost by a third, in either direction.
 */
const warmUpMilliseconds = 500;

export type SustainedOptions = {
  readonly profile: Profile;
  readonly context: CaseContext;
  readonly clock: Clock;
};

/**
 * Runs batch after batch until there are enough for the questions and the time is used. Every batch is a sample, in the
 * order of time. Where memory is read, the event loop turns between batches, so that finalizers run.
 */
export async function measureSustained(
  definition: SustainedCase,
  workload: SustainedWorkload,
  { profile, context, clock }: SustainedOptions,
): Promise<{ readonly series: Series[]; readonly ledgers: readonly LedgerReadings[] }> {
  const { questions, operationsPerBatch, batchesPerReading = 1 } = definition.sustained;
  const stopwatch = createStopwatch(clock, context.sink, createWaitMeter());
  const needed = {
    drift: profile.answers ? fewestBatches : fewest,
    leak: batchesPerReading * (profile.answers ? fewestReadings : fewest),
  };
  const forLedgers = workload.count === undefined ? 0 : batchesPerReading * fewest;
  const batches = Math.max(forLedgers, ...questions.map((question) => needed[question]));
  const batch = workload.batch.bind(workload);
  const readMemory = questions.includes("leak") ? createMemoryReader() : null;
  const ledgers = createLedgerReader(workload);
  const warmUp = batchesPerReading * (profile.answers ? warmUpReadings : 1);
  const taken = {
    times: [] as number[],
    disturbed: [] as number[],
    heap: [] as number[],
    resident: [] as number[],
  };
  const meter = createAllocationMeter();
  const allocatedBefore = meter?.() ?? 0;
  const budget = definition.milliseconds[context.profile] ?? profile.sustainedBudget;
  const deadline = clock() + BigInt(budget) * 1_000_000n;
  while (taken.times.length < mostBatches && (taken.times.length < batches || clock() < deadline)) {
    const { nanosecondsPerOperation, disturbed } = stopwatch.time(operationsPerBatch, batch);
    // Where no time is asked for, other forks may measure at the same time.
    if (disturbed === true || !questions.includes("drift")) taken.disturbed.push(taken.times.length);
    taken.times.push(nanosecondsPerOperation);
    if (taken.times.length % batchesPerReading !== 0) continue;
    const memory = await readMemory?.();
    if (memory !== undefined) {
      taken.heap.push(memory.heap);
      taken.resident.push(memory.resident);
    }
    if (taken.times.length >= warmUp) ledgers.read((taken.times.length - warmUp) * operationsPerBatch);
  }
  const operations = taken.times.length * operationsPerBatch;
  const common = { size: null, sampler: "sustained", operationsPerSample: operationsPerBatch } as const;
  const [time] = definition.metrics;
  const read = { ...common, operationsPerSample: 1, emptyBatch: null, disturbed: null, allocation: null };
  const series = [
    {
      ...common,
      metric: time?.name ?? "",
      samples: taken.times,
      emptyBatch: emptyCost(operationsPerBatch, clock),
      disturbed: createWaitMeter() === null ? null : taken.disturbed,
      allocation: meter === null ? null : allocationOf(allocatedBefore, meter(), operations),
    },
    ...(readMemory === null
      ? []
      : [
          { ...read, metric: leakMetrics.heap, samples: taken.heap },
          { ...read, metric: leakMetrics.resident, samples: taken.resident },
        ]),
  ];
  return { series, ledgers: ledgers.readings() };
}

/**
 * Does the work without keeping its times, where a drift is asked for. Where a leak is, all batches are samples: memory is
 * read from the first on.
 */
export function warmLoad(
  { sustained }: SustainedCase,
  workload: SustainedWorkload,
  { profile, context, clock }: SustainedOptions,
): void {
  if (!profile.answers || sustained.questions.includes("leak")) return;
  const stopwatch = createStopwatch(clock, context.sink);
  const deadline = clock() + BigInt(warmUpMilliseconds) * 1_000_000n;
  while (clock() < deadline) stopwatch.time(sustained.operationsPerBatch, () => workload.batch());
}

/**
 * Reads the bytes of JavaScript's heap and of the process after two collections: what the first one finalizes, the second
 * one frees. Buffers are swept by another thread, which the next collection waits for; what it found to be finalized waits
 * for the event loop.
 *
 * @throws NotAvailable where garbage cannot be collected on demand
 */
function createMemoryReader(): () => Promise<{ readonly heap: number; readonly resident: number }> {
  const collect = globalThis.gc;
  if (collect === undefined) {
    notAvailable("memory can only be held against a leak where garbage is collected on demand");
  }
  return async () => {
    for (let collection = 0; collection < 2; collection += 1) {
      collect();
      await turnOfEventLoop();
    }
    await turnOfEventLoop();
    const { heapUsed, rss } = process.memoryUsage();
    return { heap: heapUsed, resident: rss };
  };
}

/** Reads every ledger of a workload, with the operations done since the first reading. */
function createLedgerReader(workload: SustainedWorkload) {
  const latest = new Map<string, PlaceCounts["counts"]>();
  const kept = new Map<string, KeptLedger>();
  return {
    read(operations: number) {
      for (const { place, counts } of workload.count?.() ?? []) {
        latest.set(place, counts);
        const ledger = kept.get(place) ?? keepLedger(place, "operations", () => latest.get(place) ?? []);
        kept.set(place, ledger);
        ledger.read(operations);
      }
    },
    readings: () => [...kept.values()].map((ledger) => ledger.readings()),
  };
}

/** Nanoseconds per turn of a loop that does nothing, the least of a few. */
function emptyCost(operations: number, clock: Clock): number {
  const empty = emptyLoop(operations);
  const stopwatch = createStopwatch(clock, () => {});
  return Math.min(
    ...Array.from({ length: 9 }, () => stopwatch.time(operations, empty).nanosecondsPerOperation),
  );
}
