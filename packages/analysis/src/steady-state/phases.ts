/** The phases of a fork: runs of samples with the same level and spread. */
import { mean, standardDeviation } from "simple-statistics";
import { meanVarianceChanges } from "./mean-variance-changes.ts";
import { withoutOutliers } from "./outlier-filter.ts";

export type Phase = {
  /** Position of its first sample, and of the first after it. */
  readonly start: number;
  readonly end: number;
  /** Of its samples without outliers, in their unit. */
  readonly mean: number;
  readonly standardDeviation: number;
};

export type Phases = {
  readonly phases: readonly Phase[];
  /** Positions of the samples that are no outliers, ascending. */
  readonly kept: readonly number[];
};

/** Spread below a thousandth of the level is the clock's, not the program's. */
const smallestSpread = 1e-3;

/**
 * @param samples at least one, zero or above, finite
 * @example phasesOf([...Array(50).fill(30), ...Array(50).fill(10)]).phases.map(({ start }) => start) // 0, 50
 */
export function phasesOf(samples: readonly number[]): Phases {
  const kept = withoutOutliers(samples);
  const values = kept.map((position) => samples[position] ?? 0);
  const level = mean(values);
  const relative = level === 0 ? values : values.map((value) => value / level - 1);
  const starts = [0, ...meanVarianceChanges(relative, smallestSpread ** 2)];
  const phases = starts.map((start, index) => {
    const next = starts[index + 1];
    const part = values.slice(start, next);
    return {
      start: index === 0 ? 0 : (kept[start] ?? 0),
      end: next === undefined ? samples.length : (kept[next] ?? samples.length),
      mean: mean(part),
      standardDeviation: standardDeviation(part),
    };
  });
  return { phases, kept };
}
