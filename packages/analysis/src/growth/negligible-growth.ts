/**
 * How probable it is that a model grows too little over the measured sizes to be told from a constant in practice.
 *
 * Five models with an intercept imitate every constant: with a large intercept and a tiny coefficient they fit it as
 * well as the constant itself, and would share its Akaike weight so that no constant is ever decided (Burnham and
 * Anderson, 2nd edition, p. 131, on larger models that fit no better than the one nested in them). What grows by less
 * than a tenth over all measured sizes is therefore called constant, whatever the model's name.
 */
import { studentTProbability } from "../distribution/student-t.ts";
import { leastSquares } from "../trend/least-squares.ts";
import type { ScalingModel } from "../verdict/verdict.ts";
import { growth } from "./growth-models.ts";

/** Costs at the largest size below this many times those at the smallest count as constant. */
export const negligibleGrowth = 1.1;

/** How many times its cost at the smallest size a model costs at the largest. */
export function growthOver(model: ScalingModel, sizes: readonly number[]): number {
  const cost = (size: number) => model.intercept + model.coefficient * growth(model.class, size);
  return cost(Math.max(...sizes)) / cost(Math.min(...sizes));
}

/** Beyond doubling, log cost is no straight line in f(n) any more, and the growth not negligible. */
const straightUpTo = 2;

/**
 * Probability that a model's growth is negligible. Without an intercept the growth is known. With one it is uncertain:
 * near a constant, log cost is a straight line in f(n), and its least-squares slope has a t distribution.
 *
 * @param sizes that the model was fitted to: at least four, from 2 on, not all the same
 * @param logCosts natural log of the cost at every size
 */
export function negligibleGrowthProbability(
  model: ScalingModel,
  sizes: readonly number[],
  logCosts: readonly number[],
): number {
  const fitted = growthOver(model, sizes);
  if (!model.hasIntercept || fitted > straightUpTo) return fitted < negligibleGrowth ? 1 : 0;
  const growths = sizes.map((size) => growth(model.class, size));
  const [low, high] = [Math.min(...growths), Math.max(...growths)];
  const line = leastSquares(
    growths.map((value, index) => ({ x: (value - low) / (high - low), y: logCosts[index] ?? 0 })),
  );
  if (line === null) return 0;
  const { slope, standardError, degreesOfFreedom } = line;
  const distance = Math.log(negligibleGrowth) - slope;
  // Residuals that are only rounding leave no doubt, and no spread to divide by.
  if (standardError < 1e-9) return distance > 0 ? 1 : 0;
  return studentTProbability(distance / standardError, degreesOfFreedom);
}
