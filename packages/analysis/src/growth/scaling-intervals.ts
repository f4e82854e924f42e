/**
 * How far the coefficient and the exponent of a fit might have come out otherwise.
 *
 * The sizes scatter around the fitted curve, which shows how well its shape is known; the forks share a level, which
 * shows how well its height is known. Both are variances with degrees of freedom, so Student's t gives the interval.
 * Drawing whole sizes and forks again (a bootstrap) counts the noise of single measurements on both ways, and covers
 * up to 100% where 95% are asked for.
 */
import { mean } from "simple-statistics";
import { studentTQuantile } from "../distribution/student-t.ts";
import type { Interval, ScalingModel } from "../verdict/verdict.ts";
import { forkEffect, type VarianceComponent } from "./fork-effect.ts";
import { growth } from "./growth-models.ts";

export type MeasuredLogs = {
  /** At least five, from 2 on, all different. */
  readonly sizes: readonly number[];
  /** Natural log of the median over the forks at every size. */
  readonly logCosts: readonly number[];
  /** Natural logs of the fork medians at every size. Where all sizes have as many, the same index is the same fork. */
  readonly logForkMedians: readonly (readonly number[])[];
};

/** Beyond this factor either way a coefficient is not known at all: its curve is flat. */
const unknownBeyond = Math.log(1000);

/**
 * Interval of the coefficient of a model, and of the exponent of a power law through the points.
 *
 * The interval of the coefficient leaves open whether there is an intercept (for every class but "1"), even when the
 * best model has none: that an intercept could not be seen is no proof that there is none. It lets the intercept fall
 * below zero, or an intercept of zero would be covered too often. That of the exponent is of a straight line through
 * the logs, with the scatter around the model instead of that around the line.
 *
 * Assumes lognormal noise of one relative size, and forks that differ by a factor that is the same at every size. Fork
 * counts that differ between sizes are taken as forks that have nothing to do with each other.
 *
 * @param best the model that is asked about, fitted to the logs
 * @param withIntercept the model of its class with an intercept, fitted to the same; undefined for class "1"
 * @returns a null coefficient when it is not even known within a factor of 1,000
 */
export function scalingIntervals(
  best: ScalingModel,
  withIntercept: ScalingModel | undefined,
  measured: MeasuredLogs,
  confidence: number,
): { readonly coefficient: Interval | null; readonly exponentHalfWidth: number } {
  const { sizes, logCosts, logForkMedians } = measured;
  const line = tangent(withIntercept ?? best, sizes, logCosts);
  const freedom = sizes.length - (withIntercept === undefined ? 1 : 2);
  const scatter = dot(line.residuals, line.residuals) / freedom;

  const shape = component(line.leverage * scatter, freedom);
  const forks = logForkMedians[0]?.length ?? 0;
  const crossed = logForkMedians.every((row) => row.length === forks);
  const fitted = logCosts.map((cost, index) => cost - (line.residuals[index] ?? 0));
  const level = crossed
    ? forkEffect(logForkMedians.map((row, index) => row.map((cost) => cost - (fitted[index] ?? 0))))
    : component(0, 1);
  const halfWidth = reach([shape, level], confidence);
  const coefficient: Interval = {
    low: Math.min(best.coefficient, Math.exp(line.logCoefficient - halfWidth)),
    high: Math.max(best.coefficient, Math.exp(line.logCoefficient + halfWidth)),
    confidence,
  };

  return {
    coefficient: halfWidth < unknownBeyond ? coefficient : null,
    exponentHalfWidth: exponentReach(line, sizes.map(Math.log), freedom - 1, confidence),
  };
}

/**
 * The scatter that a slope's interval is made of must not hold what moved the slope itself: that part of the residuals
 * which rises with the log of the size is taken out, at the price of a degree of freedom.
 */
function exponentReach(
  line: Tangent,
  logSizes: readonly number[],
  freedom: number,
  confidence: number,
): number {
  const distances = centred(logSizes);
  const along =
    line.direction === null ? 0 : dot(distances, line.direction) / dot(line.direction, line.direction);
  const rising = distances.map((distance, index) => distance - along * (line.direction?.[index] ?? 0));
  const explained = dot(line.residuals, rising) ** 2 / dot(rising, rising);
  const scatter = Math.max(0, dot(line.residuals, line.residuals) - explained) / freedom;
  return reach([component(scatter / dot(distances, distances), freedom)], confidence);
}

type Tangent = {
  readonly logCoefficient: number;
  readonly residuals: readonly number[];
  /** How the fit changes with the intercept, size by size, around its mean; null without an intercept. */
  readonly direction: readonly number[] | null;
  /** Variance of the log coefficient in units of the scatter. */
  readonly leverage: number;
};

/**
 * The model as a straight line near its fit: log cost = log c + log(r + f) with r = intercept / c has the derivative
 * 1/(r + f) in r. One step of Gauss and Newton from the fit, which moves it only where r had stopped at zero.
 */
function tangent(model: ScalingModel, sizes: readonly number[], logCosts: readonly number[]): Tangent {
  const ratio = model.intercept / model.coefficient;
  const shifted = sizes.map((size) => ratio + growth(model.class, size));
  const residuals = shifted.map(
    (value, index) => (logCosts[index] ?? 0) - Math.log(model.coefficient * value),
  );
  const level = mean(residuals);
  if (!model.hasIntercept) {
    return {
      logCoefficient: Math.log(model.coefficient) + level,
      residuals: residuals.map((residual) => residual - level),
      direction: null,
      leverage: 1 / sizes.length,
    };
  }
  // In units of the smallest, or slopes of n³ would vanish.
  const least = Math.min(...shifted);
  const slopes = shifted.map((value) => least / value);
  const centre = mean(slopes);
  const direction = centred(slopes);
  const spread = dot(direction, direction);
  const step = dot(direction, residuals) / spread;
  return {
    logCoefficient: Math.log(model.coefficient) + level - step * centre,
    residuals: residuals.map((residual, index) => residual - level - step * (direction[index] ?? 0)),
    direction,
    leverage: 1 / sizes.length + centre ** 2 / spread,
  };
}

function centred(values: readonly number[]): number[] {
  const centre = mean([...values]);
  return values.map((value) => value - centre);
}

function dot(one: readonly number[], other: readonly number[]): number {
  return one.reduce((sum, value, index) => sum + value * (other[index] ?? 0), 0);
}

function component(variance: number, degreesOfFreedom: number): VarianceComponent {
  return { variance, uncertainty: variance ** 2 / degreesOfFreedom };
}

/**
 * Half the width of an interval whose variance is a sum, with the degrees of freedom of Satterthwaite, "An approximate
 * distribution of estimates of variance components", Biometrics Bulletin 2 (1946).
 */
function reach(components: readonly VarianceComponent[], confidence: number): number {
  const variance = components.reduce((sum, part) => sum + part.variance, 0);
  const uncertainty = components.reduce((sum, part) => sum + part.uncertainty, 0);
  if (!(variance > 0)) return 0;
  const freedom = Math.max(1, variance ** 2 / uncertainty);
  return studentTQuantile((1 + confidence) / 2, freedom) * Math.sqrt(variance);
}
