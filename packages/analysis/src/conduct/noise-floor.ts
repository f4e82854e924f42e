/** How far apart the same work lies when it is measured twice: the noise below which no difference means anything. */
import type { ForkRecord, Series } from "@strait/results";
import { median } from "../describe/descriptive.ts";
import { isSample } from "../describe/measurable.ts";

/** With fewer samples in a half, its median is too rough to be held against another. */
const fewestInHalf = 5;

export type NoiseFloor = {
  /** How far two halves of the same samples differ, as a share: the median over all metrics. */
  readonly typical: number;
  /** The metric whose halves differ most. */
  readonly worst: { readonly case: string; readonly metric: string; readonly share: number };
  /** Metrics and sizes that were long enough to be halved. */
  readonly compared: number;
};

/**
 * An A/A control: the samples of each fork are dealt out to two halves in the order A B B A, so that a steady drift falls
 * on both alike. What their medians differ by is nothing but noise. A metric's noise is the median of that over its forks.
 *
 * @returns null when no metric has enough samples
 * @example noiseFloor(file.forks)?.typical // 0.002
 */
export function noiseFloor(forks: readonly ForkRecord[]): NoiseFloor | null {
  const differences = forks
    .filter(({ error }) => error === null)
    .flatMap((fork) =>
      fork.series.filter(isTimed).flatMap(({ metric, size, samples }) => {
        const difference = halvesDiffer(samples);
        return difference === null ? [] : [{ case: fork.case, metric, size, difference }];
      }),
    );
  const metrics = [
    ...Map.groupBy(differences, (one) => JSON.stringify([one.case, one.metric, one.size])).values(),
  ].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : [
          {
            case: first.case,
            metric: first.metric,
            share: median([first, ...others].map(({ difference }) => difference)),
          },
        ],
  );
  const [worst] = metrics.toSorted((one, other) => other.share - one.share);
  if (worst === undefined) return null;
  return { typical: median(metrics.map(({ share }) => share)), worst, compared: metrics.length };
}

/**
 * Share by which the medians of two interleaved halves differ; null with fewer than ten samples, or a half that costs
 * nothing.
 *
 * @example halvesDiffer([10, 11, 11, 10, 10, 11, 11, 10, 10, 11, 11, 10]) // 0.1
 */
export function halvesDiffer(samples: readonly number[]): number | null {
  if (samples.length < 2 * fewestInHalf || !samples.every(isSample)) return null;
  const isInFirst = (index: number) => index % 4 === 0 || index % 4 === 3;
  const one = median(samples.filter((_, index) => isInFirst(index)));
  const other = median(samples.filter((_, index) => !isInFirst(index)));
  return one > 0 && other > 0 ? Math.abs(Math.log(other / one)) : null;
}

function isTimed({ sampler, emptyBatch }: Series): boolean {
  return sampler !== "count" && emptyBatch !== null;
}
