/** Records to verdicts: pure functions, every figure with its uncertainty and its warnings. */

// The whole way, and its two halves
export { analyse } from "./analyse.ts";
// Where a history changed
export { type Change, type ChangePoints, changePoints, type Segment } from "./change/change-points.ts";
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
// How a case ran, and how far to trust it
export { type Allocated, type CaseConduct, caseConducts, precisionOf } from "./conduct/case-conduct.ts";
export { halvesDiffer, type NoiseFloor, noiseFloor } from "./conduct/noise-floor.ts";
// What a case costs
export { median, medianAbsoluteDeviation, quantile } from "./describe/descriptive.ts";
export { logInterval } from "./describe/log-interval.ts";
export { type Assumption, type MedianInterval, medianInterval } from "./describe/median-interval.ts";
export { orderStatisticInterval } from "./describe/order-statistic-interval.ts";
export { complexityClasses, describeClass, growth } from "./growth/growth-models.ts";
// How a cost grows
export { fitScaling, type GrowthFit, type SizePoint, type Unfitted } from "./growth/scaling-fit.ts";
// Whether memory leaks
export type { LeakFinding } from "./leak/leak-finding.ts";
export { type LedgerCounts, ledgerLeak } from "./leak/ledger-leak.ts";
export { memoryLeak } from "./leak/memory-leak.ts";
export type { MemoryReadings, MemorySource } from "./leak/memory-readings.ts";
// Whether a fork is warm
export type { Segment as SteadySegment } from "./steady-state/segments.ts";
export { type SteadyState, steadyState } from "./steady-state/steady-state.ts";
export { summarise } from "./summary/summarise.ts";
// Whether a fork degrades under sustained load
export { blockDrift, type Drift } from "./sustained/block-drift.ts";
export { type SustainedLoad, sustainedLoad } from "./sustained/sustained-load.ts";
// Whether a series rises or falls
export { lagOneAutocorrelation } from "./trend/lag-one-autocorrelation.ts";
export { type LeastSquaresLine, leastSquares, slopeInterval } from "./trend/least-squares.ts";
export { type MannKendall, mannKendall, type SeriesAssumption } from "./trend/mann-kendall.ts";
export { type TheilSenSlope, theilSen } from "./trend/theil-sen.ts";
export { varianceInflation } from "./trend/variance-inflation.ts";
// Verdicts
export { checkVerdict } from "./verdict/check-verdict.ts";
export type { Finding } from "./verdict/finding.ts";
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
