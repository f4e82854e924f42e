import { keepOpen, numberIn } from "./system-file.ts";

/** Nanoseconds that this thread has spent waiting for a processor since it began. */
export type WaitMeter = () => number;

/** A sample is disturbed when the thread waited for more than this share of its time. */
const disturbedShare = 0.01;

/** Reads the wait of the calling thread, 1–2 µs a time; null where the platform does not say. */
export function createWaitMeter(): WaitMeter | null {
  const read = keepOpen("/proc/thread-self/schedstat");
  return read === null ? null : () => waitIn(read()) ?? 0;
}

/** Field 2 of a schedstat (Documentation/scheduler/sched-stats.rst): time spent waiting on a run queue, in ns. */
export function waitIn(schedstat: string | null): number | null {
  return numberIn(schedstat, /^\d+ (\d+) \d+/);
}

/** Whether a sample that took `elapsed` nanoseconds was disturbed by a wait of `waited`. */
export function isDisturbed(waited: number, elapsed: number): boolean {
  return waited > disturbedShare * elapsed;
}
