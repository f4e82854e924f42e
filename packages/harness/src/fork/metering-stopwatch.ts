import type { Allocation } from "@strait/results";
import type { Timing } from "../scenario/metric.ts";
import type { Stopwatch } from "../scenario/phase-case.ts";
import { allocationOf, createAllocationMeter } from "./observe/allocation.ts";

/** A stopwatch that counts allocated bytes instead of time, and what it counted for each of its timings. */
export type MeteringStopwatch = {
  readonly stopwatch: Stopwatch;
  /** Null for a timing that this stopwatch did not make. */
  allocationOf(timing: Timing): Allocation | null;
};

/** Null where the engine does not say what it allocates. A round with it is not timed: reading the meter costs memory. */
export function createMeteringStopwatch(sink: (value: number) => void): MeteringStopwatch | null {
  const meter = createAllocationMeter();
  if (meter === null) return null;
  const allocations = new Map<Timing, Allocation>();
  return {
    stopwatch: {
      time(operations, work) {
        const before = meter();
        const result = work();
        const allocation = allocationOf(before, meter(), operations);
        sink(result);
        const timing = { nanosecondsPerOperation: 0, operations, disturbed: null };
        allocations.set(timing, allocation);
        return timing;
      },
    },
    allocationOf: (timing) => allocations.get(timing) ?? null,
  };
}
