import { readFileSync } from "node:fs";
import type { ForkRecord } from "@strait/results";

/**
 * What Linux says about this process and its main thread; null where the platform does not say.
 *
 * Sources: Documentation/scheduler/sched-stats.rst (`schedstat`, field 2: time spent waiting on a run queue, in
 * nanoseconds) and proc_pid_status(5) (`VmHWM`: peak resident set, in KiB).
 */
export function readProbes(): ForkRecord["probes"] {
  const schedstat = contentOf("/proc/thread-self/schedstat") ?? "";
  const status = contentOf("/proc/self/status") ?? "";
  return {
    runQueueWaitNanoseconds: numberIn(schedstat, /^\d+ (\d+) \d+/),
    peakResidentBytes: numberIn(status, /^VmHWM:\s+(\d+) kB$/m, 1024),
  };
}

function contentOf(path: string): string | null {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return null;
  }
}

function numberIn(text: string, pattern: RegExp, factor = 1): number | null {
  const digits = pattern.exec(text)?.[1];
  return digits === undefined ? null : Number(digits) * factor;
}
