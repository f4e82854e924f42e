/** Folds numbers into a checksum, so that the engine cannot prove any of them useless. */
export type Sink = {
  /** @throws TypeError unless it is a number other than NaN */
  add(value: number): void;
  /** The fold of every number so far, in order: 8 hexadecimal digits. */
  checksum(): string;
  /** Whether no number has come yet. */
  isEmpty(): boolean;
};

/** FNV-1a over the two 32-bit halves of each double (Fowler, Noll, Vo; constants of the 32-bit variant). */
export function createSink(): Sink {
  const double = new Float64Array(1);
  const halves = new Uint32Array(double.buffer);
  let fold = 0x811c9dc5;
  let empty = true;
  return {
    add(value) {
      if (typeof value !== "number" || Number.isNaN(value)) {
        const shown = typeof value === "number" ? "NaN" : `a value of type ${typeof value}`;
        throw new TypeError(
          `measured work must return a number that depends on it, and it returned ${shown}`,
        );
      }
      empty = false;
      double[0] = value;
      fold = Math.imul(fold ^ (halves[0] ?? 0), 0x01000193);
      fold = Math.imul(fold ^ (halves[1] ?? 0), 0x01000193);
    },
    checksum: () => (fold >>> 0).toString(16).padStart(8, "0"),
    isEmpty: () => empty,
  };
}
