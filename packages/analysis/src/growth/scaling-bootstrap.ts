/**
 * How far the coefficient and the exponent of a fit might have come out otherwise: a bootstrap over sizes × forks.
 *
 * Every resample draws sizes with replacement, and whole forks with replacement: a fork that is slow is slow at every
 * size, so forks are drawn once for all sizes. Source: Owen, "The pigeonhole bootstrap", Annals of Applied Statistics 1
 * (2007). It covers too much rather than too little when neither sizes nor forks have an effect of their own.
 */
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { quantile } from "simple-statistics";
import type { Interval } from "../verdict/verdict.ts";
import { fitModel } from "./model-fit.ts";
import { powerLawExponent } from "./power-law.ts";

export const resamples = 2000;

/** Fewer different sizes than this in a resample say nothing about a shape: it is drawn again. */
const fewestDistinctSizes = 3;

export type BootstrapInput = {
  /** Natural log of every size. */
  readonly logSizes: readonly number[];
  /** f(n) of the model whose coefficient is wanted, at every size. */
  readonly growths: readonly number[];
  readonly hasIntercept: boolean;
  /** Natural logs of the fork medians at every size. Where all sizes have as many, the same index is the same fork. */
  readonly logForkMedians: readonly (readonly number[])[];
};

/** Percentile intervals from 2,000 resamples; the same seed gives the same intervals. */
export function bootstrapScaling(
  input: BootstrapInput,
  { seed, confidence }: { readonly seed: number; readonly confidence: number },
): { readonly coefficient: Interval; readonly exponent: Interval } {
  const generator = xoroshiro128plus(seed);
  const drawBelow = (count: number) => uniformInt(generator, 0, count - 1);
  const drawIndices = (count: number) => Array.from({ length: count }, () => drawBelow(count));
  const forkCounts = input.logForkMedians.map((forks) => forks.length);
  const crossed = forkCounts.every((count) => count === forkCounts[0]);
  const coefficients: number[] = [];
  const exponents: number[] = [];
  while (coefficients.length < resamples) {
    const sizes = drawIndices(input.logSizes.length);
    if (new Set(sizes).size < fewestDistinctSizes) continue;
    const forks = drawIndices(forkCounts[0] ?? 0);
    const costs = sizes.map((size) => {
      const medians = input.logForkMedians[size] ?? [];
      return drawnMedian(medians, crossed ? forks : drawIndices(medians.length));
    });
    const growths = sizes.map((size) => input.growths[size] ?? 0);
    const logSizes = sizes.map((size) => input.logSizes[size] ?? 0);
    coefficients.push(fitModel(growths, costs, input.hasIntercept).coefficient);
    exponents.push(powerLawExponent(logSizes, costs));
  }
  return { coefficient: middle(coefficients, confidence), exponent: middle(exponents, confidence) };
}

/** Median on the log scale of the drawn values. */
function drawnMedian(values: readonly number[], indices: readonly number[]): number {
  const drawn = Float64Array.from(indices, (index) => values[index] ?? 0).sort();
  const low = drawn[(drawn.length - 1) >> 1] ?? 0;
  const high = drawn[drawn.length >> 1] ?? 0;
  return (low + high) / 2;
}

function middle(values: number[], confidence: number): Interval {
  const tail = (1 - confidence) / 2;
  return { low: quantile(values, tail), high: quantile(values, 1 - tail), confidence };
}
