/**
 * Which samples and forks had their processor to themselves. A core that is shared with a neighbour takes 1.3 to 2 times as long
 * for everything, for tens of milliseconds or for minutes, and no counter of the system tells. A fixed piece of work, timed
 * beside the samples, does. It decides without looking at what was measured, so that choosing by it favours no figure.
 */
import type { ForkRecord, Series } from "./record.ts";

/**
 * A sample is slowed when the pace beside it was so many times the fastest of its fork, and all of a fork whose fastest was so many
 * times that of another. With a core to itself the pace stays within 1.1, beside a busy neighbour it is 1.3 to 2; what lies
 * between is seldom.
 */
export const slowedFactor = 1.2;

/** Quiet samples that make up for any number of others. */
export const enoughQuietSamples = 3;

type Paced = Pick<ForkRecord, "probes">;
type Marked = Pick<Series, "samples" | "slowed">;

/** The pace of the processor when nobody shared it, in nanoseconds: that of the fastest fork; null where nobody looked. */
export function fastestPace(forks: readonly Paced[]): number | null {
  const known = forks.flatMap(({ probes }) => probes.fastestPaceNanoseconds ?? []);
  return known.length === 0 ? null : known.reduce((fastest, pace) => Math.min(fastest, pace));
}

/**
 * By index, which samples of a series the processor was slow for. All of them in a fork in which it never was as fast as in
 * others of its run; none where nobody looked.
 *
 * @param fastest {@link fastestPace} of the run
 */
export function slowedSamples(
  { samples, slowed }: Marked,
  { probes }: Paced,
  fastest: number | null,
): readonly number[] {
  if (slowed === undefined) return [];
  const pace = probes.fastestPaceNanoseconds;
  const isSlowThroughout = pace !== undefined && fastest !== null && pace > slowedFactor * fastest;
  return isSlowThroughout ? samples.map((_, index) => index) : slowed;
}

/** The samples of a series that are judged: the quiet ones, or all of them when too few are. */
export type JudgedSamples = {
  /** By index, in ascending order. */
  readonly indexes: readonly number[];
  /** Whether fewer than three are quiet, and less than half of them. */
  readonly hasFewQuiet: boolean;
};

/**
 * Which samples of a series of a fork are judged.
 *
 * @param fastest {@link fastestPace} of the run
 * @example judgedSamples(series, fork, fastestPace(forks)).indexes // [0, 1, 4]
 */
export function judgedSamples(series: Marked, fork: Paced, fastest: number | null): JudgedSamples {
  const all = series.samples.map((_, index) => index);
  const slowed = new Set(slowedSamples(series, fork, fastest));
  const quiet = all.filter((index) => !slowed.has(index));
  const hasFewQuiet = quiet.length < enoughQuietSamples && 2 * quiet.length < all.length;
  return { indexes: hasFewQuiet ? all : quiet, hasFewQuiet };
}

/**
 * The forks that had the processor to themselves for long enough, when they are as many as an interval takes; all of them
 * otherwise. A fork is judged as a whole, so that all of its case's sizes and metrics have the same forks.
 *
 * @param fewest how many an interval takes
 * @param fastest {@link fastestPace} of the run
 * @example quietForks(forksOfCase, 3, fastestPace(allForks))
 */
export function quietForks<Fork extends Paced & { readonly series: readonly Marked[] }>(
  forks: readonly Fork[],
  fewest: number,
  fastest: number | null,
): readonly Fork[] {
  const quiet = forks.filter((fork) => isQuiet(fork, fastest));
  return quiet.length >= fewest ? quiet : forks;
}

/** Whether most series of a fork have enough quiet samples. One of which nobody knows is quiet. */
export function isQuiet(
  fork: Paced & { readonly series: readonly Marked[] },
  fastest: number | null,
): boolean {
  const slow = fork.series.filter((one) => judgedSamples(one, fork, fastest).hasFewQuiet);
  return 2 * slow.length <= fork.series.length;
}
