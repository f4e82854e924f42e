/** How a cost grows with its size: eleven models, weighed against each other. */
import { median } from "../describe/descriptive.ts";
import { isMeasurable } from "../describe/measurable.ts";
import { fewestForks } from "../describe/median-interval.ts";
import { formatNumber } from "../verdict/quantity.ts";
import type { ScalingFit } from "../verdict/verdict.ts";
import { classEvidence } from "./growth-class.ts";
import { growth } from "./growth-models.ts";
import { describeKnee, findKnee } from "./knee.ts";
import { weighModels } from "./model-selection.ts";
import { powerLawExponent } from "./power-law.ts";
import { scalingIntervals } from "./scaling-intervals.ts";
import { scalingWarnings } from "./scaling-warnings.ts";

/** Fork medians of the total cost at one size. Where all sizes have as many, the same index is the same fork. */
export type SizePoint = { readonly size: number; readonly forkMedians: readonly number[] };

/** A fit without the names of what was measured. */
export type GrowthFit = Omit<ScalingFit, "scenario" | "case" | "metric">;

/** Why no fit was made, in a sentence. */
export type Unfitted = { readonly refusal: string };

/** The AICc of a model with an intercept, which has three parameters, exists from five points on. */
export const fewestSizes = 5;

/** Every size is at least this many times the one before it; logs closer than that say nothing about growth. */
const closestSizes = 1.001;

const intervalConfidence = 0.95;

/**
 * Fits the eleven models to the median cost at every size and weighs their classes by AICc. The class is null when none
 * has more than 0.95 of the weight. Wants 12 or more log-spaced sizes over two decades; what falls short is a warning.
 *
 * Assumes multiplicative, lognormal error of the same relative size everywhere.
 *
 * @param points sizes from 2 to 2⁵³ in any order, each once; costs above zero, in any one unit
 */
export function fitScaling(points: readonly SizePoint[]): GrowthFit | Unfitted {
  const refusal = refuse(points);
  if (refusal !== null) return { refusal };
  const measured = points
    .map(({ size, forkMedians }) => ({ size, median: median(forkMedians), forkMedians }))
    .sort((a, b) => a.size - b.size);
  const sizes = measured.map(({ size }) => size);
  const logCosts = measured.map((point) => Math.log(point.median));
  const models = weighModels(sizes, logCosts);
  const [best] = models;
  if (best === undefined) return { refusal: "No model could be fitted." };

  const knee = findKnee(sizes, logCosts, models);
  const evidence = classEvidence(models, sizes, logCosts);
  const estimate = powerLawExponent(sizes.map(Math.log), logCosts);
  const intervals = measured.every(({ forkMedians }) => forkMedians.length >= fewestForks)
    ? scalingIntervals(
        best,
        models.find((model) => model.class === best.class && model.hasIntercept),
        { sizes, logCosts, logForkMedians: measured.map(({ forkMedians }) => forkMedians.map(Math.log)) },
        intervalConfidence,
      )
    : null;
  return {
    points: measured,
    models,
    ...evidence,
    coefficientInterval: intervals?.coefficient ?? null,
    exponent: {
      estimate,
      interval:
        intervals === null
          ? null
          : {
              low: estimate - intervals.exponentHalfWidth,
              high: estimate + intervals.exponentHalfWidth,
              confidence: intervalConfidence,
            },
    },
    knee,
    residuals: measured.map(({ size, median: observed }) => {
      const fitted = best.intercept + best.coefficient * growth(best.class, size);
      return { size, fitted, relative: (observed - fitted) / fitted };
    }),
    warnings: [
      ...scalingWarnings(measured, best, evidence.class, estimate),
      ...(knee === null
        ? []
        : [`The cost ${describeKnee(knee)}: the classes of the eleven models do not describe it.`]),
    ],
  };
}

function refuse(points: readonly SizePoint[]): string | null {
  if (points.length < fewestSizes) {
    const sizes = points.length === 1 ? "1 size is" : `${points.length} sizes are`;
    return `${sizes} too few to tell how the cost grows: measure at least ${fewestSizes}, better 12.`;
  }
  const sizes = points.map(({ size }) => size).sort((a, b) => a - b);
  const wrong = sizes.find((size) => !(size >= 2 && size <= Number.MAX_SAFE_INTEGER));
  if (wrong !== undefined) {
    return `Size ${formatNumber(wrong)} cannot be fitted: sizes must lie between 2 and 2⁵³ (lg 1 is 0).`;
  }
  const close = sizes.find((size, index) => size < (sizes[index - 1] ?? 0) * closestSizes);
  if (close !== undefined) {
    return `Size ${formatNumber(close)} is too close to another: give every size once, at least 0.1% apart.`;
  }
  const unusable = points.find(
    ({ forkMedians }) =>
      forkMedians.length === 0 || !forkMedians.every((cost) => cost > 0 && isMeasurable(cost)),
  );
  if (unusable === undefined) return null;
  return `The cost at size ${formatNumber(unusable.size)} is missing, zero or not a number: a fit needs costs above zero.`;
}
