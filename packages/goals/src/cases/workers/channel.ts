/** What main thread and worker share: two counters of rounds, and how long the worker's thread waited for a processor. */
export type Channel = {
  /** Words `asked` and `done`: rounds that were asked for, and that have ended. A negative number of rounds ends it. */
  readonly rounds: Int32Array<SharedArrayBuffer>;
  readonly waited: Float64Array<SharedArrayBuffer>;
};

export const asked = 0;
export const done = 1;

/** Pairs of a round: some milliseconds of work, against which waking a thread is little. */
export const pairsPerRound = 200_000;

export function createChannel(): Channel {
  return {
    rounds: new Int32Array(new SharedArrayBuffer(8)),
    waited: new Float64Array(new SharedArrayBuffer(8)),
  };
}
