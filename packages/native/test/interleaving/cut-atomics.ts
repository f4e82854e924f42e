/** An atomic compare-and-exchange, or what a test plants in its place. */
export type Exchange = (words: Int32Array, index: number, expected: number, value: number) => number;

const { load, compareExchange } = Atomics;

/** The true one. */
export const atomicExchange: Exchange = (words, index, expected, value) =>
  compareExchange(words, index, expected, value);

/**
 * Does some work with `cut` called before each atomic operation of this thread, as if the thread were interrupted there. What is
 * called may do atomic operations itself, which are cut in turn.
 */
export function withCuts(cut: () => void, exchange: Exchange, work: () => void): void {
  replace("load", (words: Int32Array, index: number) => {
    cut();
    return load(words, index);
  });
  replace("compareExchange", (words: Int32Array, index: number, expected: number, value: number) => {
    cut();
    return exchange(words, index, expected, value);
  });
  try {
    work();
  } finally {
    replace("load", load);
    replace("compareExchange", compareExchange);
  }
}

function replace(name: "load" | "compareExchange", value: unknown): void {
  Object.defineProperty(Atomics, name, { value, configurable: true, writable: true });
}
