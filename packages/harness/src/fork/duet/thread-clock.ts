import process from "node:process";
import type { Clock } from "../stopwatch.ts";

/** `CLOCK_THREAD_CPUTIME_ID` of clock_gettime(2) where nanoseconds of a thread can be asked for. */
const threadClocks: Partial<Record<NodeJS.Platform, number>> = { linux: 3, darwin: 16 };

export type DuetClock = { readonly kind: "thread" | "wall"; readonly now: Clock };

/**
 * Nanoseconds that this thread has had a processor. A sample of a millisecond is often interrupted where others want the
 * processor too, and its wall time is then that of the interruption. `process.threadCpuUsage` counts in ticks of the
 * scheduler, milliseconds each. Where the runtime cannot call into the C library: wall time.
 */
export async function threadClock(): Promise<DuetClock> {
  const wall = { kind: "wall", now: process.hrtime.bigint } as const;
  const id = threadClocks[process.platform];
  if (id === undefined) return wall;
  try {
    const { dlopen } = await import("node:ffi");
    const { functions } = dlopen(null, {
      clock_gettime: { arguments: ["i32", "buffer"], return: "i32" },
    });
    const time = new BigInt64Array(2);
    const bytes = new Uint8Array(time.buffer);
    if (functions.clock_gettime(id, bytes) !== 0) return wall;
    return {
      kind: "thread",
      now() {
        functions.clock_gettime(id, bytes);
        return (time[0] ?? 0n) * 1_000_000_000n + (time[1] ?? 0n);
      },
    };
  } catch {
    return wall;
  }
}
