import type { ForkRecord } from "@strait/results";
import { peakResidentBytes } from "./observe/memory.ts";
import { waitIn } from "./observe/run-queue.ts";
import { contentOf } from "./observe/system-file.ts";

/** What Linux says about this process and its main thread as a whole; null where the platform does not say. */
export function readProbes(): ForkRecord["probes"] {
  return {
    runQueueWaitNanoseconds: waitIn(contentOf("/proc/thread-self/schedstat")),
    peakResidentBytes: peakResidentBytes(),
  };
}
