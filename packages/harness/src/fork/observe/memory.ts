import type { MemoryReading } from "@strait/results";
import { writeFileSync } from "../file-system.ts";
import { contentOf, numberIn } from "./system-file.ts";

/**
 * The memory of this process now. Takes milliseconds, since the kernel walks through all of its pages for
 * `smaps_rollup`: only for the edges of phases.
 */
export function readMemory(): MemoryReading {
  const { rss, heapTotal, heapUsed, external, arrayBuffers } = process.memoryUsage();
  const rollup = contentOf("/proc/self/smaps_rollup");
  return {
    resident: rss,
    heapTotal,
    heapUsed,
    external,
    arrayBuffers,
    proportional: numberIn(rollup, /^Pss:\s+(\d+) kB$/m, 1024),
    anonymous: numberIn(rollup, /^Anonymous:\s+(\d+) kB$/m, 1024),
  };
}

/** Highest resident bytes since the process began or since `resetPeak` (proc_pid_status(5), `VmHWM`). */
export function peakResidentBytes(): number | null {
  return numberIn(contentOf("/proc/self/status"), /^VmHWM:\s+(\d+) kB$/m, 1024);
}

/** Lets the peak begin anew at what is resident now (proc(5), `clear_refs`). False where that cannot be done. */
export function resetPeak(): boolean {
  try {
    writeFileSync("/proc/self/clear_refs", "5");
    return true;
  } catch {
    return false;
  }
}
