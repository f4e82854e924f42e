/** Fitted models as curves to draw. */

import type { ScalingFit, ScalingModel } from "@strait/analysis";
import { growth } from "@strait/analysis";

/** One point of a curve: the size and the cost that the model gives it, in the metric's unit. */
export type CurvePoint = { readonly size: number; readonly cost: number };

/** The model over the range of the fit's sizes, at points evenly spaced in the logarithm of the size. */
export function modelCurve(model: ScalingModel, fit: ScalingFit, count: number): readonly CurvePoint[] {
  const sizes = fit.points.map((point) => point.size);
  const low = Math.min(...sizes);
  const ratio = Math.max(...sizes) / low;
  return Array.from({ length: count }, (_, index) => {
    const size = low * ratio ** (index / (count - 1));
    return { size, cost: model.intercept + model.coefficient * growth(model.class, size) };
  });
}
