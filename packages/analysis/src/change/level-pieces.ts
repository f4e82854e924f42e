/**
 * For every level that the last segment may have, the start of that segment that costs least: the functional cost of
 * Maidstone et al. (2017), as pieces in ascending order of the level.
 *
 * The cost of a start s as a function of the level μ is a parabola, and the difference of two such costs does not change
 * when values are added. So a piece only has to know its start and where it begins, and starts compare by what was summed
 * up before them.
 */
export class LevelPieces {
  readonly #sums: Float64Array;
  readonly #offsets: Float64Array;
  readonly #lowest: number;
  readonly #highest: number;
  #starts = new Int32Array(256);
  #lows = new Float64Array(256);
  #nextStarts = new Int32Array(256);
  #nextLows = new Float64Array(256);
  #length = 0;

  /**
   * @param sums of the values before each index
   * @param offsets sums of the squares before each index, less the best cost of the values before it; filled as the
   *   series is walked, and read at starts that were added
   * @param range levels outside of the values are never best
   */
  constructor(
    sums: Float64Array,
    offsets: Float64Array,
    range: { readonly lowest: number; readonly highest: number },
  ) {
    this.#sums = sums;
    this.#offsets = offsets;
    this.#lowest = range.lowest;
    this.#highest = range.highest;
  }

  /** Lets segments begin at `start`, which lies after all starts before. Starts that are best nowhere any more are gone. */
  add(start: number): void {
    const length = this.#length;
    this.#reserve(3 * length + 1);
    const [starts, lows, nextStarts, nextLows] = [this.#starts, this.#lows, this.#nextStarts, this.#nextLows];
    const sums = this.#sums;
    const offsets = this.#offsets;
    const sum = sums[start] ?? 0;
    const offset = offsets[start] ?? 0;
    let kept = 0;
    let isNewest = false;
    if (length === 0) {
      nextStarts[0] = start;
      nextLows[0] = this.#lowest;
      kept = 1;
    }
    for (let index = 0; index < length; index += 1) {
      const older = starts[index] ?? 0;
      const low = lows[index] ?? 0;
      const high = index + 1 < length ? (lows[index + 1] ?? 0) : this.#highest;
      // The older start is better between the roots of curvature·μ² − 2·slope·μ + constant, and the newer one outside.
      const curvature = start - older;
      const centre = (sum - (sums[older] ?? 0)) / curvature;
      const squaredReach = centre * centre - (offset - (offsets[older] ?? 0)) / curvature;
      const reach = squaredReach > 0 ? Math.sqrt(squaredReach) : 0;
      const from = Math.max(low, centre - reach);
      const to = Math.min(high, centre + reach);
      const isGone = from >= to;
      if ((isGone || from > low) && !isNewest) {
        nextStarts[kept] = start;
        nextLows[kept++] = low;
      }
      if (!isGone) {
        nextStarts[kept] = older;
        nextLows[kept++] = from;
      }
      isNewest = isGone || to < high;
      if (isNewest && !isGone) {
        nextStarts[kept] = start;
        nextLows[kept++] = to;
      }
    }
    this.#starts = nextStarts;
    this.#lows = nextLows;
    this.#nextStarts = starts;
    this.#nextLows = lows;
    this.#length = kept;
  }

  /** The best start of a segment that ends before `end`. */
  best(end: number): number {
    const sum = this.#sums[end] ?? 0;
    let best = 0;
    let gain = Number.NEGATIVE_INFINITY;
    for (let index = 0; index < this.#length; index += 1) {
      const start = this.#starts[index] ?? 0;
      const difference = sum - (this.#sums[start] ?? 0);
      const candidate = (difference * difference) / (end - start) + (this.#offsets[start] ?? 0);
      if (candidate > gain) {
        gain = candidate;
        best = start;
      }
    }
    return best;
  }

  #reserve(capacity: number): void {
    if (this.#nextStarts.length >= capacity) return;
    this.#nextStarts = new Int32Array(2 * capacity);
    this.#nextLows = new Float64Array(2 * capacity);
  }
}
