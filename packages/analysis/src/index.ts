// biome-ignore-all assist/source/organizeImports: in the order of a textbook's contents
/** Records to verdicts: pure functions, every figure with its uncertainty and its warnings. */

// 0. The whole way
export { analyse } from "./analyse.ts";

// 1. Describe: what does a case cost, and how far to trust it
export { median, medianAbsoluteDeviation, quantile } from "./describe/descriptive.ts";
export { logInterval } from "./describe/log-interval.ts";
export { type Assumption, type MedianInterval, medianInterval } from "./describe/median-interval.ts";
export { orderStatisticInterval } from "./describe/order-statistic-interval.ts";
export { summarise } from "./summary/summarise.ts";
export { type Allocated, type CaseConduct, caseConducts, precisionOf } from "./conduct/case-conduct.ts";
export type { MemoryCourse, ObservedCase, Pauses, ToldCourse } from "./observed/observed-case.ts";
export type { MemoryPoint } from "./observed/thinned-timeline.ts";
export { halvesDiffer, type NoiseFloor, noiseFloor } from "./conduct/noise-floor.ts";

// 2. Growth: is it linear, where does it bend
export { complexityClasses, describeClass, growth } from "./growth/growth-models.ts";
export { fitScaling, type GrowthFit, type SizePoint, type Unfitted } from "./growth/scaling-fit.ts";

// 3. Comparison: is the head slower than the base
export { benjaminiHochberg } from "./comparison/benjamini-hochberg.ts";
export { type CountComparison, type CountRange, compareCounts } from "./comparison/compare-counts.ts";
export { type CostPair, comparePaired } from "./comparison/compare-paired.ts";
export { compareUnpaired } from "./comparison/compare-unpaired.ts";
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
export {
  type AnalysedChange,
  type AnalysedChecks,
  analyseDuet,
  type DuetAnalysis,
} from "./duet/analyse-duet.ts";
export { type ForkFigures, forkFigures } from "./duet/fork-figures.ts";
export {
  type BuildChange,
  type ChangeOutcome,
  type JudgedChange,
  judgeChanges,
} from "./duet/judge-changes.ts";

export {
  comparePlatforms,
  type Platform,
  type PlatformCell,
  type PlatformComparison,
  type PlatformRow,
  runtimeTitle,
} from "./platform/platform-comparison.ts";

// 4. Change: did the history change
export { type Change, type ChangePoints, changePoints, type Segment } from "./change/change-points.ts";

// 5. Trend and memory: does it rise, does it leak, where is memory lost
export { lagOneAutocorrelation } from "./trend/lag-one-autocorrelation.ts";
export { type LeastSquaresLine, leastSquares, slopeInterval } from "./trend/least-squares.ts";
export { type MannKendall, mannKendall, type SeriesAssumption } from "./trend/mann-kendall.ts";
export { type TheilSenSlope, theilSen } from "./trend/theil-sen.ts";
export { varianceInflation } from "./trend/variance-inflation.ts";
export type { LeakFinding } from "./leak/leak-finding.ts";
export { ledgerLeak } from "./leak/ledger-leak.ts";
export { memoryLeak } from "./leak/memory-leak.ts";
export type { MemoryReadings, MemorySource } from "./leak/memory-readings.ts";
export * from "./fragmentation/index.ts";

// 6. Time: is it warm, does it degrade
export type { Phase } from "./steady-state/phases.ts";
export { type SteadyState, steadyState } from "./steady-state/steady-state.ts";
export { blockDrift, type Drift } from "./sustained/block-drift.ts";
export type {
  CoursePoint,
  SustainedCourse,
  SustainedFork,
  SustainedSeries,
} from "./sustained/sustained-course.ts";
export { type SustainedLoad, sustainedLoad } from "./sustained/sustained-load.ts";

// 6a. Two runs of the same: do they say the same
export {
  type Agreement,
  agreement,
  agreementGoal,
  type Figure,
  type FigurePair,
} from "./agreement/agreement.ts";

// 7. Verdicts, and how they are recorded and drawn again
export { checkVerdict } from "./verdict/check-verdict.ts";
export type { Finding } from "./verdict/finding.ts";
export {
  formatInterval,
  formatNumber,
  formatPercent,
  formatBandwidth,
  formatQuantity,
  formatRange,
  type QuantityUnit,
} from "./verdict/quantity.ts";
export { judgeLedgers } from "./verdict/ledger-verdict.ts";
export { scalingVerdict } from "./verdict/scaling-verdict.ts";
export { figuresFor, type TargetFigures } from "./verdict/target-figures.ts";
export { describeTarget, targetVerdict } from "./verdict/target-verdict.ts";
export type * from "./verdict/verdict.ts";
export { type JudgedAgain, judgeAgain } from "./record/judge-again.ts";
export { recordDuetVerdicts } from "./record/record-duet-verdicts.ts";
export { recordVerdicts } from "./record/record-verdicts.ts";
