import { isDisturbed } from "../fork/observe/run-queue.ts";
import type { Timing } from "../scenario/metric.ts";

/** What one worker did in a section, by its own clock. */
export type WorkerReport = {
  /** Nanoseconds since the team began. */
  readonly begin: number;
  readonly end: number;
  /** Nanoseconds that it waited for a processor meanwhile; null where the platform does not say. */
  readonly waited: number | null;
  readonly operations: number;
  readonly result: number;
  readonly figures: readonly number[];
};

/** Work that several threads did at once. */
export type Section = {
  readonly workers: readonly WorkerReport[];
  /** Operations of all workers together. */
  readonly operations: number;
  /** Nanoseconds from the first worker's begin to the last one's end. */
  readonly elapsed: number;
  /**
   * Whether it does not show what workers do to each other: one had to wait for a processor for more than a hundredth of its
   * time, or began when the first had done a twentieth of its work. Null where the platform does not tell of waits.
   */
  readonly disturbed: boolean | null;
  /** The largest share of its time that a worker waited for a processor, as far as is known, or of the section that it came late. */
  readonly disturbance: number;
  /** `elapsed` for each of the operations of all workers together: half of one worker's when two do not hinder each other. */
  readonly timing: Timing;
};

/** Share of the section by which workers may begin apart. */
const startShare = 0.05;

/** What the reports of the workers come to. */
export function sectionOf(workers: readonly WorkerReport[]): Section {
  const first = Math.min(...workers.map(({ begin }) => begin));
  const elapsed = Math.max(...workers.map(({ end }) => end)) - first;
  const operations = workers.reduce((sum, worker) => sum + worker.operations, 0);
  const late = (Math.max(...workers.map(({ begin }) => begin)) - first) / elapsed;
  const waits = workers.map(({ begin, end, waited }) =>
    waited === null ? null : isDisturbed(waited, end - begin),
  );
  const disturbed = late > startShare || waits.includes(true) ? true : waits.includes(null) ? null : false;
  return {
    workers,
    operations,
    elapsed,
    disturbed,
    disturbance: Math.max(late, ...workers.map(({ begin, end, waited }) => (waited ?? 0) / (end - begin))),
    timing: { nanosecondsPerOperation: elapsed / operations, operations, disturbed },
  };
}
