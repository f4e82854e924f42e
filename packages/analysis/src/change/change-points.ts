/** Where the level of a series changed, by how much, and how sure that is. */
import { formatPercent } from "../verdict/quantity.ts";
import type { Interval } from "../verdict/verdict.ts";
import { greatestAutocorrelation, varianceInflation } from "./autocorrelation.ts";
import { keepChanges, type Refusal } from "./keep-changes.ts";
import { locationInterval } from "./location-interval.ts";
import { meanOf } from "./residuals.ts";
import { minimumSegment, type Segmentation, segmentation } from "./segmentation.ts";

export type Change = {
  /** Index of the first value of the new level, among the values as they were given. */
  readonly index: number;
  /** The levels on both sides, in the unit of the values: means after clipping. */
  readonly before: number;
  readonly after: number;
  /** after / before; null unless both are above zero. */
  readonly ratio: number | null;
  /** Where else the change may lie: indices of the first value of the new level. */
  readonly location: Interval;
  /** Of a difference as large as this between two segments at fixed places, by a t-test. */
  readonly pValue: number;
};

/** A stretch of constant level: the values from `start` up to, not including, `end`. */
export type Segment = { readonly start: number; readonly end: number; readonly level: number };

export type ChangePoints = {
  readonly changes: readonly Change[];
  readonly segments: readonly Segment[];
  /** Standard deviation of the noise, in the unit of the values. */
  readonly sigma: number;
  /** Correlation of neighbouring values within segments, 0 … 0.8. */
  readonly autocorrelation: number;
  /** What a change had to save in squared distances, in squared units of the values. */
  readonly penalty: number;
  readonly warnings: readonly string[];
};

/** The level of the test. That the place of a change was chosen is not its business: the penalty allows for that. */
const significance = 0.01;

/** Larger values have squares that overflow. */
const largest = 1e100;

/**
 * Finds the changes of level in a history: one number for each commit or run, oldest first.
 *
 * Estimates the noise from differences, clips wild values, finds the best segmentation (FPOP) and the noise that it
 * leaves, until both agree; then keeps the changes that a test confirms, that are steps and no drift, and that are large
 * enough to matter. Assumes noise of one spread, of any usual shape, whose correlation fades geometrically.
 *
 * Nothing about the values makes it throw: what stands in the way is a warning.
 *
 * @param values in any one unit; what is not finite is left out
 * @param options `minimumEffect`: the smallest change that is kept, as a share of the smaller level; 0.02 if not given
 * @throws RangeError when `minimumEffect` is negative or not finite
 * @example changePoints([10, 11, 10, 9, 10, 10, 15, 16, 15, 14, 15, 15]).changes[0]?.index // 6
 */
export function changePoints(
  values: ArrayLike<number>,
  { minimumEffect = 0.02 }: { readonly minimumEffect?: number } = {},
): ChangePoints {
  if (!(minimumEffect >= 0 && minimumEffect < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`The smallest effect is ${minimumEffect}: give a share from 0 on, such as 0.02.`);
  }
  const { used, places, warnings } = usableValues(values);
  const { lowest, highest } = rangeOf(used);
  const [centre, unit] = [lowest / 2 + highest / 2, highest / 2 - lowest / 2];
  if (used.length < 2 * minimumSegment || unit === 0) return unchanged(used, values.length, warnings);

  const found = segmentation(used.map((value) => (value - centre) / unit));
  const level = (scaled: number) => scaled * unit + centre;
  const { changes, refused } = keepChanges(found.clipped, found.changes, found.noise, {
    pValue: significance,
    isLarge: (before, after) => isLarge(level(before), level(after), minimumEffect),
  });
  const longRunVariance = found.noise.variance * varianceInflation(found.noise.autocorrelation);
  const place = (index: number) => places[index] ?? values.length;
  const bounds = [0, ...changes.map(({ index }) => index), used.length];
  return {
    changes: changes.map(({ index, before, after, pValue }, position): Change => {
      const within = { low: (bounds[position] ?? 0) + 1, high: (bounds[position + 2] ?? used.length) - 1 };
      const { low, high, confidence } = locationInterval(index, after - before, longRunVariance, within);
      const [old, young] = [level(before), level(after)];
      return {
        index: place(index),
        before: old,
        after: young,
        ratio: old > 0 && young > 0 ? young / old : null,
        location: { low: place(low), high: place(high), confidence },
        pValue,
      };
    }),
    segments: bounds.slice(1).map((end, position) => {
      const start = bounds[position] ?? 0;
      return {
        start: start === 0 ? 0 : place(start),
        end: place(end),
        level: level(meanOf(found.clipped, start, end)),
      };
    }),
    sigma: Math.sqrt(found.noise.variance) * unit,
    autocorrelation: found.noise.autocorrelation,
    penalty: found.penalty * unit ** 2,
    warnings: [...warnings, ...doubts(found, refused, minimumEffect)],
  };
}

/** The values that can be computed with, and where each stood. */
function usableValues(values: ArrayLike<number>) {
  const used = new Float64Array(values.length);
  const places = new Uint32Array(values.length);
  let count = 0;
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? Number.NaN;
    if (!(Math.abs(value) <= largest)) continue;
    used[count] = value;
    places[count] = index;
    count += 1;
  }
  const missing = values.length - count;
  const warning = `${missing} of ${values.length} values are no finite numbers up to 1e100 and were left out.`;
  return {
    used: used.subarray(0, count),
    places: places.subarray(0, count),
    warnings: missing === 0 ? [] : [warning],
  };
}

function rangeOf(values: Float64Array): { readonly lowest: number; readonly highest: number } {
  let lowest = values[0] ?? 0;
  let highest = lowest;
  for (let index = 1; index < values.length; index += 1) {
    const value = values[index] ?? 0;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
  }
  return { lowest, highest };
}

/** The result on values among which no change can be found. */
function unchanged(used: Float64Array, end: number, warnings: readonly string[]): ChangePoints {
  const isConstant = used.every((value) => value === used[0]);
  const few = `${used.length} ${used.length === 1 ? "value is" : "values are"} too few to find a change in`;
  const sentence =
    used.length < 2 * minimumSegment
      ? `${few}: at least ${2 * minimumSegment} are needed.`
      : `All ${used.length} values are the same.`;
  const level = isConstant ? (used[0] ?? 0) : meanOf(used, 0, used.length);
  return {
    changes: [],
    segments: used.length === 0 ? [] : [{ start: 0, end, level }],
    sigma: 0,
    autocorrelation: 0,
    penalty: 0,
    warnings: [...warnings, sentence],
  };
}

/** Between levels of different signs, or one of which is zero, every change is large. */
function isLarge(before: number, after: number, minimumEffect: number): boolean {
  const smaller = Math.min(Math.abs(before), Math.abs(after));
  return before * after <= 0 || Math.abs(after - before) >= minimumEffect * smaller;
}

function doubts(
  { noise }: Segmentation,
  refused: Readonly<Record<Refusal, number>>,
  minimumEffect: number,
): string[] {
  const changes = (number: number) => (number === 1 ? "1 change" : `${number} changes`);
  const were = (number: number) => (number === 1 ? "was" : "were");
  return [
    ...(noise.autocorrelation >= greatestAutocorrelation
      ? ["Neighbouring values are so alike that only large changes can be told from a level that wanders."]
      : []),
    ...(refused.drift > 0
      ? [
          `The level drifts: ${changes(refused.drift)} ${were(refused.drift)} given up, as a straight line fits better than a step.`,
        ]
      : []),
    ...(refused.small > 0
      ? [
          `${changes(refused.small)} of less than ${formatPercent(minimumEffect)} ${were(refused.small)} left out.`,
        ]
      : []),
  ];
}
