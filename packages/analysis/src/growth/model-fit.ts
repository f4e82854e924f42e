/**
 * Fits cost = intercept + coefficient · f(n) with multiplicative (lognormal) error: the sum of the squared log residuals
 * is least, coefficient > 0, intercept ≥ 0. That is the maximum likelihood fit when every cost is off by a factor whose
 * log is normal, so that a size of 1,000 counts as much as a size of 100,000.
 *
 * With r = intercept / coefficient the best coefficient is known for every r: log c = mean(log y − log(r + f)). What
 * is left is a search for r alone (the profile likelihood), over a grid of log r and then by golden section, with
 * r = 0 as the boundary.
 */
import { goldenSection } from "./golden-section.ts";

export type ModelFit = {
  readonly intercept: number;
  readonly coefficient: number;
  /** Sum of the squared log residuals. */
  readonly squares: number;
};

const gridSteps = 40;
const goldenSteps = 30;
/** Beyond a millionth of the smallest and a million times the largest f(n), r no longer changes the fit. */
const margin = Math.log(1e6);

/**
 * @param growths f(n) of every size, all above zero
 * @param logCosts natural log of the cost at every size, as long as `growths`
 * @example fitModel([1, 2, 4], [12, 14, 18].map(Math.log), true) // intercept 10, coefficient 2
 */
export function fitModel(
  growths: readonly number[],
  logCosts: readonly number[],
  hasIntercept: boolean,
): ModelFit {
  const ratio = hasIntercept ? bestRatio(growths, logCosts) : 0;
  const { mean, squares } = logResiduals(growths, logCosts, ratio);
  const coefficient = Math.exp(mean);
  return { intercept: coefficient * ratio, coefficient, squares };
}

function bestRatio(growths: readonly number[], logCosts: readonly number[]): number {
  const objective = (logRatio: number) => logResiduals(growths, logCosts, Math.exp(logRatio)).squares;
  let smallest = Number.POSITIVE_INFINITY;
  let largest = 0;
  for (const value of growths) {
    smallest = Math.min(smallest, value);
    largest = Math.max(largest, value);
  }
  const low = Math.log(smallest) - margin;
  const step = (Math.log(largest) + margin - low) / gridSteps;
  let best = low;
  let least = objective(low);
  for (let index = 1; index <= gridSteps; index += 1) {
    const value = objective(low + index * step);
    if (value < least) [best, least] = [low + index * step, value];
  }
  const ratio = Math.exp(goldenSection(objective, best - step, best + step, goldenSteps));
  const [without, within] = [0, ratio].map((r) => logResiduals(growths, logCosts, r).squares);
  return without !== undefined && within !== undefined && within < without ? ratio : 0;
}

/** Mean of log y − log(r + f), and the sum of squares around it. */
function logResiduals(
  growths: readonly number[],
  logCosts: readonly number[],
  ratio: number,
): { mean: number; squares: number } {
  let origin = 0;
  let sum = 0;
  let sumOfSquares = 0;
  for (let index = 0; index < growths.length; index += 1) {
    const residual = (logCosts[index] ?? 0) - Math.log(ratio + (growths[index] ?? 0));
    // Counted from the first residual, or the squares would drown in rounding when the fit is good.
    if (index === 0) origin = residual;
    sum += residual - origin;
    sumOfSquares += (residual - origin) ** 2;
  }
  const mean = sum / growths.length;
  return { mean: origin + mean, squares: Math.max(0, sumOfSquares - mean * sum) };
}
