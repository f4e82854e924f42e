/** Records to verdicts: pure functions, every figure with its uncertainty and its warnings. */

// The whole way, and its two halves
export { analyse } from "./analyse.ts";
// Is the head slower than the base
export { benjaminiHochberg } from "./comparison/benjamini-hochberg.ts";
export { type CountComparison, type CountRange, compareCounts } from "./comparison/compare-counts.ts";
export { type CostPair, comparePaired } from "./comparison/compare-paired.ts";
export { compareUnpaired } from "./comparison/compare-unpaired.ts";
// Contenders side by side
export { compare } from "./comparison/comparison.ts";
export type {
  ComparisonMethod,
  ComparisonOptions,
  ComparisonParameters,
  CostComparison,
} from "./comparison/cost-comparison.ts";
export { describeComparison } from "./comparison/describe-comparison.ts";
export { type ComparisonVerdict, type Judgement, judgeSuite } from "./comparison/judge-suite.ts";
export { mannWhitney, type RankTest } from "./comparison/mann-whitney.ts";
// What a case costs
export { median, medianAbsoluteDeviation, quantile } from "./describe/descriptive.ts";
export { logInterval } from "./describe/log-interval.ts";
export { type Assumption, type MedianInterval, medianInterval } from "./describe/median-interval.ts";
export { orderStatisticInterval } from "./describe/order-statistic-interval.ts";
// Two builds in the same processes
export {
  type AnalysedChange,
  type AnalysedChecks,
  analyseDuet,
  type DuetAnalysis,
} from "./duet/analyse-duet.ts";
export { type ForkFigures, forkFigures } from "./duet/fork-figures.ts";
export { type Change, type ChangeOutcome, type JudgedChange, judgeChanges } from "./duet/judge-changes.ts";
export { complexityClasses, describeClass, growth } from "./growth/growth-models.ts";
// How a cost grows
export { fitScaling, type GrowthFit, type SizePoint, type Unfitted } from "./growth/scaling-fit.ts";
// Verdicts as records, and drawn again from them
export { type JudgedAgain, judgeAgain } from "./record/judge-again.ts";
export { recordDuetVerdicts } from "./record/record-duet-verdicts.ts";
export { recordVerdicts } from "./record/record-verdicts.ts";
export { summarise } from "./summary/summarise.ts";
export { type TheilSenSlope, theilSen } from "./trend/theil-sen.ts";
// Verdicts
export { checkVerdict } from "./verdict/check-verdict.ts";
// Figures as people read them
export {
  formatInterval,
  formatNumber,
  formatPercent,
  formatQuantity,
  formatRange,
  type QuantityUnit,
} from "./verdict/quantity.ts";
export { scalingVerdict } from "./verdict/scaling-verdict.ts";
export { figuresFor, type TargetFigures } from "./verdict/target-figures.ts";
export { describeTarget, targetVerdict } from "./verdict/target-verdict.ts";
export type * from "./verdict/verdict.ts";
