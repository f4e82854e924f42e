/** From what one fork of a duet recorded to the figures that it counts for. */
import type { DuetForkRecord, DuetSeries } from "@strait/results";
import { median } from "../describe/descriptive.ts";

/** A metric in one fork: the cost of the base, and the other builds' as logs of their ratio to it. */
export type ForkFigures = {
  readonly fork: number;
  /** Median cost of the base, or what it counted, in the unit of the metric. */
  readonly base: number;
  /** Null where a count of zero has no ratio. */
  readonly head: number | null;
  readonly control: number | null;
  /** What the head counted; null for what is timed. */
  readonly headCount: number | null;
};

/**
 * Figures of every fork that measured the metric. Of times, the datum is the log of the median over the rounds of
 * head / base, where each build's part of a round is the sum of its two samples, whose places mirror each other.
 *
 * @param forks of one case
 */
export function forkFigures(forks: readonly DuetForkRecord[], metric: string): ForkFigures[] {
  return forks.flatMap(({ fork, error, series }) => {
    const taken = series.find((one) => one.metric === metric);
    if (error !== null || taken === undefined) return [];
    const { base, head, control } = taken.samples;
    return [
      {
        fork,
        base: median(base),
        head: logRatio(base, head, taken),
        control: logRatio(base, control, taken),
        headCount: taken.sampler === "count" ? median(head) : null,
      },
    ];
  });
}

function logRatio(
  base: readonly number[],
  other: readonly number[],
  { sampler }: Pick<DuetSeries, "sampler">,
): number | null {
  const perRound = sampler === "count" ? 1 : 2;
  const rounds = Math.min(base.length, other.length) / perRound;
  const ratios: number[] = [];
  for (let round = 0; round + 1 <= rounds; round += 1) {
    const [begin, end] = [round * perRound, (round + 1) * perRound];
    const ratio = sum(other.slice(begin, end)) / sum(base.slice(begin, end));
    if (ratio > 0 && Number.isFinite(ratio)) ratios.push(ratio);
  }
  return ratios.length === 0 ? null : Math.log(median(ratios));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
