import type { ScalingModel } from "../verdict/verdict.ts";
import { aicc, akaikeWeights } from "./akaike.ts";
import { growth, modelShapes } from "./growth-models.ts";
import { fitModel } from "./model-fit.ts";

/**
 * Fits all eleven models and weighs them by AICc.
 *
 * @param sizes at least five, each from 2 on
 * @param logCosts natural log of the cost at every size
 * @returns heaviest first; of equal weight, the slower growing first
 */
export function weighModels(sizes: readonly number[], logCosts: readonly number[]): ScalingModel[] {
  const fits = modelShapes.map((shape) => {
    const growths = sizes.map((size) => growth(shape.class, size));
    const { squares, ...fit } = fitModel(growths, logCosts, shape.hasIntercept);
    // The coefficient, the intercept if there is one, and the residuals' σ.
    const parameters = shape.hasIntercept ? 3 : 2;
    const sigma = Math.sqrt(squares / sizes.length);
    return { ...shape, ...fit, sigma, aicc: aicc(squares, sizes.length, parameters) };
  });
  const weights = akaikeWeights(fits.map((fit) => fit.aicc));
  return fits
    .map((fit, index) => ({ ...fit, weight: weights[index] ?? 0 }))
    .sort((a, b) => b.weight - a.weight);
}
