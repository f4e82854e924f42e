/** From eleven weighted models to what can be said about the class. */

import type { ComplexityClass, ScalingModel } from "../verdict/verdict.ts";
import { akaikeSet } from "./akaike.ts";
import { complexityClasses } from "./growth-models.ts";
import { negligibleGrowthProbability } from "./negligible-growth.ts";

/** A class is decided when its models carry more than this share of the Akaike weight. */
export const decisiveWeight = 0.95;

export type ClassEvidence = {
  /** Every class, slowest growing first, with the summed weight of the models that belong to it on these sizes. */
  readonly classWeights: readonly { readonly class: ComplexityClass; readonly weight: number }[];
  /** Null when no class has more than 0.95. */
  readonly class: ComplexityClass | null;
  /** Classes of the models in the 95% Akaike set, slowest growing first. */
  readonly plausible: readonly ComplexityClass[];
};

/**
 * Sums the weights by class. A model counts for class "1" by as much of its weight as is the probability that it
 * hardly grows over these sizes.
 *
 * @param models fitted to `sizes` and `logCosts`
 * @param logCosts natural log of the cost at every size
 */
export function classEvidence(
  models: readonly ScalingModel[],
  sizes: readonly number[],
  logCosts: readonly number[],
): ClassEvidence {
  const shares = models
    .flatMap((model) => {
      const constant = model.weight * negligibleGrowthProbability(model, sizes, logCosts);
      return [
        { class: "1" as const, weight: constant },
        { class: model.class, weight: model.weight - constant },
      ];
    })
    .sort((a, b) => b.weight - a.weight);
  const classWeights = complexityClasses.map((name) => ({
    class: name,
    weight: shares.reduce((sum, share) => sum + (share.class === name ? share.weight : 0), 0),
  }));
  const credible = new Set(akaikeSet(shares, decisiveWeight).map((share) => share.class));
  return {
    classWeights,
    class: classWeights.find(({ weight }) => weight > decisiveWeight)?.class ?? null,
    plausible: complexityClasses.filter((name) => credible.has(name)),
  };
}
