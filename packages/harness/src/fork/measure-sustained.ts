import type { Series } from "@strait/results";
import type { Profile } from "../profile.ts";
import type { CaseContext } from "../scenario/context.ts";
import { notAvailable } from "../scenario/not-available.ts";
import { leakMetrics, type SustainedCase, type SustainedWorkload } from "../scenario/sustained-case.ts";
import { emptyLoop } from "./empty-loop.ts";
import { allocationOf, createAllocationMeter } from "./observe/allocation.ts";
import { createWaitMeter } from "./observe/run-queue.ts";
import { type Clock, createStopwatch } from "./stopwatch.ts";

/** More batches would fill the file, not sharpen the answer. */
const mostBatches = 2000;

/** Batches by which each question can be answered, the first of them dropped as warm-up. */
const fewestBatches = { leak: 60, drift: 120 } as const;

/**
 * Runs batch after batch until there are enough for the questions and the time is used. Every batch is a sample, from the
 * first, in the order of time.
 */
export function measureSustained(
  definition: SustainedCase,
  workload: SustainedWorkload,
  {
    profile,
    context,
    clock,
  }: { readonly profile: Profile; readonly context: CaseContext; readonly clock: Clock },
): Series[] {
  const { questions, operationsPerBatch } = definition.sustained;
  const stopwatch = createStopwatch(clock, context.sink, createWaitMeter());
  const batches = profile.answers ? Math.max(...questions.map((question) => fewestBatches[question])) : 3;
  const batch = workload.batch.bind(workload);
  const readMemory = questions.includes("leak") ? createMemoryReader() : null;
  const taken = {
    times: [] as number[],
    disturbed: [] as number[],
    heap: [] as number[],
    resident: [] as number[],
  };
  const meter = createAllocationMeter();
  const allocatedBefore = meter?.() ?? 0;
  const deadline = clock() + BigInt(profile.sustainedBudget) * 1_000_000n;
  while (taken.times.length < mostBatches && (taken.times.length < batches || clock() < deadline)) {
    const { nanosecondsPerOperation, disturbed } = stopwatch.time(operationsPerBatch, batch);
    if (disturbed === true) taken.disturbed.push(taken.times.length);
    taken.times.push(nanosecondsPerOperation);
    const memory = readMemory?.();
    if (memory !== undefined) {
      taken.heap.push(memory.heap);
      taken.resident.push(memory.resident);
    }
  }
  const operations = taken.times.length * operationsPerBatch;
  const common = { size: null, sampler: "sustained", operationsPerSample: operationsPerBatch } as const;
  const [time] = definition.metrics;
  const read = { ...common, operationsPerSample: 1, emptyBatch: null, disturbed: null, allocation: null };
  return [
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
}

/**
 * Reads the bytes of JavaScript's heap and of the process after two collections: what the first one finalizes, the second
 * one frees.
 *
 * @throws NotAvailable where garbage cannot be collected on demand
 */
function createMemoryReader(): () => { readonly heap: number; readonly resident: number } {
  const collect = globalThis.gc;
  if (collect === undefined) {
    notAvailable("memory can only be held against a leak where garbage is collected on demand");
  }
  return () => {
    collect();
    collect();
    const { heapUsed, rss } = process.memoryUsage();
    return { heap: heapUsed, resident: rss };
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
