/** Records to verdicts: pure functions, every figure with its uncertainty and its warnings. */

// The whole way, and its two halves
export { analyse } from "./analyse.ts";
// Verdicts
export { checkVerdict } from "./check-verdict.ts";
// Contenders side by side
export { compare } from "./comparison.ts";
// What a case costs
export { median, medianAbsoluteDeviation, quantile } from "./descriptive.ts";
export { complexityClasses, describeClass, growth } from "./growth-models.ts";
export { logInterval } from "./log-interval.ts";
export { type Assumption, type MedianInterval, medianInterval } from "./median-interval.ts";
export { orderStatisticInterval } from "./order-statistic-interval.ts";
// Figures as people read them
export {
  formatInterval,
  formatNumber,
  formatPercent,
  formatQuantity,
  formatRange,
  type QuantityUnit,
} from "./quantity.ts";
// How a cost grows
export { fitScaling, type GrowthFit, type SizePoint, type Unfitted } from "./scaling-fit.ts";
export { scalingVerdict } from "./scaling-verdict.ts";
export { summarise } from "./summarise.ts";
export { figuresFor, type TargetFigures } from "./target-figures.ts";
export { describeTarget, targetVerdict } from "./target-verdict.ts";
export { type TheilSenSlope, theilSen } from "./theil-sen.ts";
export type * from "./verdict.ts";
