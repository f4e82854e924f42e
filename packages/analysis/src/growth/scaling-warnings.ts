/** What a reader of a scaling fit should know before believing it. */

import { theilSen } from "../trend/theil-sen.ts";
import { formatNumber, formatPercent } from "../verdict/quantity.ts";
import type { ComplexityClass, ScalingFit, ScalingModel } from "../verdict/verdict.ts";
import { growthOver, negligibleGrowth } from "./negligible-growth.ts";

/** With fewer, or over less than two decades with fewer repetitions, neighbouring classes look alike. */
export const wantedSizes = 12;
export const wantedDecades = 2;
export const wantedRepetitions = 15;

const poorFit = 0.15;
const checkConfidence = 0.99;

export function scalingWarnings(
  points: ScalingFit["points"],
  best: ScalingModel,
  decided: ComplexityClass | null,
  exponent: number,
): string[] {
  const sizes = points.map(({ size }) => size);
  const [low, high] = [Math.min(...sizes), Math.max(...sizes)];
  const rise = growthOver(best, sizes) - 1;
  const fall = (high / low) ** exponent;
  return [
    ...designWarnings(points),
    ...(fitsPoorly(best)
      ? [`None of the eleven models fits: the best is off by ${formatPercent(best.sigma)} on average.`]
      : []),
    ...(fall < 1 / negligibleGrowth
      ? [`The cost falls as the size grows (exponent ${formatNumber(exponent)}): no class describes that.`]
      : []),
    ...(decided === "1" && rise > best.sigma
      ? [`The cost may still grow by ${formatPercent(rise)} over these sizes: below 10% counts as constant.`]
      : []),
    ...theilSenWarning(points, exponent),
  ];
}

/** Whether residuals are too large to be noise around one of the eleven shapes. */
export function fitsPoorly({ sigma }: ScalingModel): boolean {
  return sigma > poorFit;
}

/** How a measurement falls short of what telling the classes apart takes. */
export function designWarnings(points: ScalingFit["points"]): string[] {
  const sizes = points.map(({ size }) => size);
  const decades = Math.log10(Math.max(...sizes) / Math.min(...sizes));
  const repetitions = Math.min(...points.map(({ forkMedians }) => forkMedians.length));
  const warnings: string[] = [];
  if (sizes.length < wantedSizes) {
    warnings.push(`${sizes.length} sizes are few: measure at least ${wantedSizes}.`);
  }
  if (decades < wantedDecades - 1e-9 && repetitions < wantedRepetitions) {
    warnings.push(
      `The sizes span ${formatNumber(decades)} decades at ${repetitions} forks: ` +
        `n and n lg n need ${wantedDecades} decades or ${wantedRepetitions} forks to be told apart.`,
    );
  }
  return warnings;
}

/** The robust slope through the logs should agree with the least-squares one; a wild point makes them differ. */
function theilSenWarning(points: ScalingFit["points"], exponent: number): string[] {
  const robust = theilSen(
    points.map(({ size, median }) => ({ x: Math.log(size), y: Math.log(median) })),
    checkConfidence,
  );
  const interval = robust?.interval;
  if (!robust || !interval || (interval.low <= exponent && exponent <= interval.high)) return [];
  return [
    `A few sizes pull the fit: the exponent is ${formatNumber(exponent)} by least squares, ` +
      `${formatNumber(robust.slope)} by the median of slopes (Theil–Sen).`,
  ];
}
