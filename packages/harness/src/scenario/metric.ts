import type { Metric, Target, Unit } from "@strait/results";

/** Units of what is counted, not timed. */
export type CountUnit = Exclude<Unit, "nanoseconds/operation">;

/** A cost in time, nanoseconds per `operation` ("allocation", "field read"). */
export type TimeMetric = {
  readonly title: string;
  readonly operation: string;
  readonly targets?: readonly Target[];
};

/** A quantity that is counted. */
export type CountMetric = TimeMetric & { readonly unit: CountUnit };

/** The metrics of a case by name: lower-case letters, digits and hyphens. */
export type MetricTable = Readonly<Record<string, TimeMetric | CountMetric>>;

/** A time that `Stopwatch.time` took. */
export type Timing = {
  readonly nanosecondsPerOperation: number;
  readonly operations: number;
  /**
   * Whether the work had to wait for a processor. Null where the platform does not say, missing where a case made one
   * timing of several.
   */
  readonly disturbed?: boolean | null;
  /**
   * Nanoseconds that a fixed piece of work took beside it: the slower one of before and after. Missing where nobody looked, or
   * where a case made one timing of several.
   */
  readonly pace?: number;
  /**
   * Nanoseconds per operation that the clock shows for no work. Missing where the harness's own clock took the time, which
   * knows what it shows.
   */
  readonly clockCost?: number;
};

/** A count that was drawn from timings, such as a ratio of two: as disturbed as they were. */
export type Count = { readonly value: number; readonly disturbed: boolean | null };

/** What a case returns for its metrics: a timing for each time, a number for each count. */
export type Measured<Metrics extends MetricTable> = {
  readonly [Name in keyof Metrics]: Metrics[Name] extends CountMetric ? number | Count : Timing;
};

/** The axis of a sweep: what a size counts. */
export type SizeAxis = { readonly title: string; readonly unit: string };

/** The metrics as the result file describes them. */
export function describeMetrics(metrics: MetricTable, size?: SizeAxis): Metric[] {
  return Object.entries(metrics).map(([name, metric]) => ({
    name,
    title: metric.title,
    operation: metric.operation,
    unit: "unit" in metric ? metric.unit : "nanoseconds/operation",
    targets: [...(metric.targets ?? [])],
    ...(size === undefined ? {} : { size }),
  }));
}
