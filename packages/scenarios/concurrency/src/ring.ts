/** A ring through which one worker hands handles to another, in shared memory. One thread puts, one takes. */
export type Ring = {
  /** Places `taken` and `put`: handles that were taken, and put, since it was made. */
  readonly words: Int32Array<SharedArrayBuffer>;
  readonly handles: Float64Array<SharedArrayBuffer>;
};

/** 128 bytes apart, so that the two threads do not write into one cache line. */
export const taken = 0;
export const put = 32;

/** Turns in which a thread looks for the other before it sleeps, and milliseconds that it sleeps at most. */
const spins = 2_000;
const nap = 10;

/** @param places a power of two */
export function createRing(places: number): Ring {
  return {
    words: new Int32Array(new SharedArrayBuffer(256)),
    handles: new Float64Array(new SharedArrayBuffer(8 * places)),
  };
}

/**
 * Hands a handle over; waits while the ring is full.
 *
 * @returns false when it was stopped before there was a place
 */
export function putHandle({ words, handles }: Ring, handle: number, stopped: () => boolean): boolean {
  const count = Atomics.load(words, put);
  // The place is free once the handle that it held a whole round ago was taken.
  if (!waitWhile(words, taken, (count - handles.length) | 0, stopped)) return false;
  handles[count & (handles.length - 1)] = handle;
  // Publishes the handle, and all that was written to its message before.
  Atomics.store(words, put, (count + 1) | 0);
  Atomics.notify(words, put);
  return true;
}

/**
 * Takes the next handle; waits while there is none.
 *
 * @returns 0, which no handle is, when it was stopped before there was one
 */
export function takeHandle({ words, handles }: Ring, stopped: () => boolean): number {
  const count = Atomics.load(words, taken);
  if (!waitWhile(words, put, count, stopped)) return 0;
  const handle = handles[count & (handles.length - 1)] ?? 0;
  Atomics.store(words, taken, (count + 1) | 0);
  Atomics.notify(words, taken);
  return handle;
}

/** Returns true once a word is no longer `value`, false when it was stopped meanwhile. */
function waitWhile(words: Int32Array, word: number, value: number, stopped: () => boolean): boolean {
  for (let spin = 0; spin < spins; spin++) {
    if (Atomics.load(words, word) !== value) return true;
  }
  while (Atomics.load(words, word) === value) {
    if (stopped()) return false;
    Atomics.wait(words, word, value, nap);
  }
  return true;
}
