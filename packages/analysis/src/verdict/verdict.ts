/** What analysis concludes: the shapes that the report and the command line show. */
import type { CaseDescription, Comparison, HeaderRecord, Metric, Target } from "@strait/results";
import type { CaseConduct } from "../conduct/case-conduct.ts";
import type { NoiseFloor } from "../conduct/noise-floor.ts";
import type { ObservedCase } from "../observed/observed-case.ts";
import type { SustainedCourse } from "../sustained/sustained-course.ts";

/** A two-sided interval around an estimate, in the estimate's own unit. */
export type Interval = { readonly low: number; readonly high: number; readonly confidence: number };

/** Cost of one metric of one case (at one size): the median of the fork medians and what is known of it. */
export type Summary = {
  readonly scenario: string;
  readonly case: string;
  readonly metric: Metric;
  readonly size: number | null;
  readonly forkMedians: readonly number[];
  readonly median: number;
  /** Null with fewer than three forks: a warning says so. */
  readonly interval: Interval | null;
  readonly medianAbsoluteDeviation: number;
  /** Percentiles of the samples within forks, each the median over the forks. */
  readonly percentiles: { readonly p50: number; readonly p90: number; readonly p99: number };
  readonly emptyBatch: number | null;
  /** Share of the samples that had to wait for a processor: the median over the forks. Null where nothing tells. */
  readonly disturbedShare: number | null;
  readonly warnings: readonly string[];
};

export type Outcome = "holds" | "fails" | "undecided";

/** A verdict: what was asked, what came out, how, and what would decide it if nothing did. */
export type Verdict = {
  readonly scenario: string;
  readonly case: string;
  /** Null when the verdict is about the case as a whole (its checks). */
  readonly metric: string | null;
  readonly question: "checks" | "target" | "scaling" | "leak" | "drift";
  readonly target: Target | null;
  readonly outcome: Outcome;
  /** One sentence for a reader, with the figures in it. */
  readonly sentence: string;
  /** What would decide it; null unless undecided. */
  readonly wouldDecide: string | null;
  readonly method: string;
  readonly parameters: Readonly<Record<string, number | string>>;
  readonly warnings: readonly string[];
};

/** The classes that a cost can grow in. */
export type ComplexityClass = "1" | "lg n" | "n" | "n lg n" | "n²" | "n³";

/** One of the eleven fitted models: cost = intercept + coefficient · f(n). */
export type ScalingModel = {
  readonly class: ComplexityClass;
  readonly hasIntercept: boolean;
  readonly intercept: number;
  readonly coefficient: number;
  /** Standard deviation of the log residuals. */
  readonly sigma: number;
  readonly aicc: number;
  /** Akaike weight among the eleven. */
  readonly weight: number;
};

/** Where a cost bends: beyond this size each further step costs more. */
export type Knee = {
  readonly size: number;
  readonly interval: Interval;
  /** How many times as much a step costs beyond the knee; null when the cost did not grow before it. */
  readonly factor: number | null;
  /** Classes that the cost may grow in on both sides of the knee: the 95% Akaike set of the lines that bend. */
  readonly plausible: readonly ComplexityClass[];
  /** How much better a line with a knee fits, and what it must exceed at the 1% level. */
  readonly statistic: number;
  readonly critical: number;
};

/** How a metric's total cost grows with its size. */
export type ScalingFit = {
  readonly scenario: string;
  readonly case: string;
  readonly metric: Metric;
  /** One point per size: the median over the forks, with its fork medians. */
  readonly points: readonly {
    readonly size: number;
    readonly median: number;
    readonly forkMedians: readonly number[];
  }[];
  /** Sorted by weight, heaviest first. */
  readonly models: readonly ScalingModel[];
  readonly classWeights: readonly { readonly class: ComplexityClass; readonly weight: number }[];
  /** Null when undecided (top class at or below 0.95). */
  readonly class: ComplexityClass | null;
  /** Classes of the models in the 95% Akaike set. */
  readonly plausible: readonly ComplexityClass[];
  /**
   * Of the best model's coefficient, null with fewer than three forks or where the curve is flat; and the exponent of a
   * power law through the points.
   */
  readonly coefficientInterval: Interval | null;
  readonly exponent: { readonly estimate: number; readonly interval: Interval | null };
  /** Null when no bend was found; below ten sizes none is looked for. */
  readonly knee: Knee | null;
  /** (observed − fitted) / fitted of the best model, per size, as a fraction. */
  readonly residuals: readonly {
    readonly size: number;
    readonly fitted: number;
    readonly relative: number;
  }[];
  readonly warnings: readonly string[];
};

/** A contender in one column of a comparison. */
export type ComparedCell = {
  readonly contender: string;
  readonly column: string;
  /** Cost in nanoseconds per operation: the median of the fork medians. */
  readonly median: number;
  /** Cost over that of the baseline in the same column, fork by fork, and the median of these. */
  readonly forkRatios: readonly number[];
  readonly ratio: number;
  /** Of the ratio. Null with fewer than three forks. */
  readonly interval: Interval | null;
  /** Whether it is surely cheaper than the baseline, surely dearer, or neither is sure. */
  readonly outcome: "baseline" | "wins" | "loses" | "open";
  readonly warnings: readonly string[];
};

/** What a case that compares found. A cell that was not measured is missing. */
export type ComparisonAnalysis = {
  readonly scenario: string;
  readonly case: string;
  readonly title: string;
  readonly comparison: Comparison;
  readonly cells: readonly ComparedCell[];
};

/** Everything concluded from one result file. */
export type ScenarioAnalysis = {
  readonly header: HeaderRecord;
  readonly cases: readonly CaseDescription[];
  /** Cases that could not be measured where this ran, with the reason. There is no verdict about them. */
  readonly unavailable: readonly { readonly case: string; readonly reason: string }[];
  readonly summaries: readonly Summary[];
  readonly fits: readonly ScalingFit[];
  readonly comparisons: readonly ComparisonAnalysis[];
  readonly verdicts: readonly Verdict[];
  /** How each case ran. */
  readonly conducts: readonly CaseConduct[];
  /** What was seen of each case from outside of its work, in the order of the cases. */
  readonly observed: readonly ObservedCase[];
  /** How each case went that goes on for long. */
  readonly sustained: readonly SustainedCourse[];
  /** Null when no case has enough samples to be halved. */
  readonly noiseFloor: NoiseFloor | null;
  readonly warnings: readonly string[];
};
