import type { Section } from "@strait/harness";
import { ownTime } from "./own-time.ts";

/**
 * Jain's index of fairness over what each worker did: 1 when all did the same, 1/n when one did everything (Jain, Chiu, Hawe
 * 1984, "A quantitative measure of fairness and discrimination", DEC-TR-301).
 *
 * @example jainsIndex([30, 10]) // 0.8
 */
export function jainsIndex(work: readonly number[]): number {
  const sum = work.reduce((total, one) => total + one, 0);
  const squares = work.reduce((total, one) => total + one * one, 0);
  return (sum * sum) / (work.length * squares);
}

/** The rate of the slowest worker as a part of the fastest one's: 1 when they are alike. */
export function slowestShare(workers: Section["workers"]): number {
  const rates = ratesOf(workers);
  return Math.min(...rates) / Math.max(...rates);
}

/** Operations of each worker a nanosecond. */
export function ratesOf(workers: Section["workers"]): number[] {
  return workers.map(({ operations, begin, end }) => operations / (end - begin));
}

/** Windows that are added up, and how many there must be before anybody is accused: a single one may be all one worker's. */
const fewestWindows = 10;
const windowsToAccuse = 60;

/** A worker starves when it does less than this part of what the fastest does in the same time. */
const starvation = 0.1;

/** What each worker did in all windows of one way into the arena together. */
export type ShareKeeper = {
  add(workers: Section["workers"]): void;
  /** Whether it takes more windows to tell whether somebody starves. */
  wantsMore(): boolean;
  /** In words: the worker that starves, if any, and how far the workers are apart. */
  verdict(): { readonly starves: boolean; readonly sentence: string };
};

/**
 * Adds up windows of work. Time in which a worker waited for a processor is the machine's and not the arena's, so it does not
 * count; that it is held up because another waits for one while it has the lock, hits everybody in turn.
 *
 * @param way for the sentence, such as "by calls into Rust"
 */
export function createShareKeeper(way: string): ShareKeeper {
  const totals: { operations: number; nanoseconds: number }[] = [];
  let windows = 0;
  const verdict = () => {
    const rates = totals.map(({ operations, nanoseconds }) => operations / nanoseconds);
    const [slowest, fastest] = [Math.min(...rates), Math.max(...rates)];
    const [poor, rich] = [rates.indexOf(slowest), rates.indexOf(fastest)];
    const percent = Number(((100 * slowest) / fastest).toPrecision(2));
    const starves = slowest < starvation * fastest;
    const sentence = `${way}, worker ${poor} did ${percent}% of what worker ${rich} did in the same time, in ${windows} windows`;
    return { starves, sentence: starves ? `${sentence}: it starves` : sentence };
  };
  return {
    add(workers) {
      windows += 1;
      for (const [index, worker] of workers.entries()) {
        const before = totals[index] ?? { operations: 0, nanoseconds: 0 };
        totals[index] = {
          operations: before.operations + worker.operations,
          nanoseconds: before.nanoseconds + ownTime(worker),
        };
      }
    },
    wantsMore: () => windows < fewestWindows || (windows < windowsToAccuse && verdict().starves),
    verdict,
  };
}
