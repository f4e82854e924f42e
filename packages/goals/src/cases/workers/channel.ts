/** What main thread and worker share: two counters of rounds, and how long the worker's thread waited for a processor. */
export type Channel = {
  /** Words `asked` and `done`: rounds that were asked for, and that have ended. A negative number of rounds ends it. */
  readonly rounds: Int32Array<SharedArrayBuffer>;
  /** Nanoseconds that the worker's thread waited for a processor in its last round, from when it was asked for. */
  readonly waited: Float64Array<SharedArrayBuffer>;
};

export const asked = 0;
export const done = 1;

/**
 * Pairs of a round: some 20 ms, against which waking a thread is little, and in which V8 collects often enough for every
 * round to pay for it.
 */
export const pairsPerRound = 1_000_000;

export function createChannel(): Channel {
  return {
    rounds: new Int32Array(new SharedArrayBuffer(8)),
    waited: new Float64Array(new SharedArrayBuffer(8)),
  };
}
