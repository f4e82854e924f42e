/** What main thread and worker share: words `asked`, `done` and `work`. A negative number of rounds asked for ends it. */
export type Channel = { readonly rounds: Int32Array<SharedArrayBuffer> };

/** Rounds that were asked for. */
export const asked = 0;
/** Rounds that have ended. */
export const done = 1;
/** What the next round does. */
export const work = 2;

export const works = { pairs: 0, sums: 1 } as const;
export type Work = keyof typeof works;

/**
 * Operations of a round: some 20 ms, against which waking a thread is little, and in which V8 collects often enough for every
 * round to pay for it.
 */
export const operationsPerRound: Readonly<Record<Work, number>> = { pairs: 1_000_000, sums: 8_000_000 };

export function createChannel(): Channel {
  return { rounds: new Int32Array(new SharedArrayBuffer(12)) };
}
