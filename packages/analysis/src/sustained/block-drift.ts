/** How far a fork's cost moves from its beginning to its end. */
import { median } from "simple-statistics";
import { leastSquares, slopeInterval } from "../trend/least-squares.ts";
import type { Interval } from "../verdict/verdict.ts";

/** Medians of that many blocks are what the line is laid through: single samples hang together and have long tails. */
export const blocks = 20;
/** A block with fewer samples has no median worth the name. */
const fewestInBlock = 5;
export const fewestSamples = blocks * fewestInBlock;
const confidence = 0.95;
/** A line through what grows ever faster may begin below zero, where no cost is: that share of its middle stands in. */
const lowestStart = 0.01;

export type Drift = {
  /** The line's cost at the start of the fork. */
  readonly start: number;
  /** Rise of the line over the whole fork, as a share of its start: 0.05 is 5% slower at the end. */
  readonly share: number;
  /** Of the share, if the block medians around the line are independent. */
  readonly interval: Interval;
};

/**
 * Least squares through the medians of 20 blocks of equal length.
 *
 * @param samples costs in the order of time, at least 100, finite, zero or above
 * @returns null when there are too few samples, or when the cost starts from zero, of which there are no shares
 * @example blockDrift(Array.from({ length: 200 }, (_, index) => 100 + Math.floor(index / 10)))?.share // 0.201
 */
export function blockDrift(samples: readonly number[]): Drift | null {
  if (samples.length < fewestSamples) return null;
  const points = Array.from({ length: blocks }, (_, block) => {
    const [start, end] = [block, block + 1].map((edge) => Math.round((edge * samples.length) / blocks));
    return { x: (block + 0.5) / blocks, y: median(samples.slice(start, end)) };
  });
  const line = leastSquares(points);
  if (line === null) return null;
  if (points.every(({ y }) => y === 0)) return { start: 0, share: 0, interval: unmoved };
  if (points[0]?.y === 0) return null;
  const start = Math.max(line.intercept, lowestStart * (line.intercept + line.slope / 2));
  const { low, high } = slopeInterval(line, confidence);
  return { start, share: line.slope / start, interval: { low: low / start, high: high / start, confidence } };
}

const unmoved: Interval = { low: 0, high: 0, confidence };
