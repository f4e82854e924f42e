import type { Comparison, Metric } from "@strait/results";
import type { ProfileName } from "../profile.ts";
import { type ByProfile, chosenFor } from "./by-profile.ts";
import type { Aftermath, CaseContext } from "./context.ts";
import { requirePositiveIntegers } from "./definition.ts";
import {
  type Count,
  describeMetrics,
  type Measured,
  type MetricTable,
  type SizeAxis,
  type Timing,
} from "./metric.ts";

/** Times what a case hands to it. Nothing is subtracted; the cost of the timer itself is recorded beside. */
export type Stopwatch = {
  /**
   * TIMED: `work`, from call to return.
   *
   * @param operations how many operations `work` does; the result is per operation
   * @param work returns a number that depends on what it did
   */
  time(operations: number, work: () => number): Timing;
};

/** A started phase case. */
export type PhaseWorkload<Metrics extends MetricTable> = Aftermath & {
  /** Not timed. Called once, before the first measurement and after garbage was collected; other forks may do the same. */
  warmUp?(): void;
  /**
   * One sample: runs the phases in order, and returns a value for every metric. Only what stands inside
   * `stopwatch.time` is timed. Called again and again, so it must leave the state as it found it.
   */
  measure(stopwatch: Stopwatch): Measured<Metrics>;
};

/** A started sweep case. */
export type SweepWorkload<Metrics extends MetricTable> = Aftermath & {
  /** Not timed. Called once, before the first measurement and after garbage was collected; other forks may do the same. */
  warmUp?(): void;
  /** As in a phase case, at one size. The sizes of a round come in shuffled order. */
  measure(stopwatch: Stopwatch, size: number): Measured<Metrics>;
};

/** The definition of a sequence in which each step changes the state, such as 10,000 allocations, then frees. */
export type PhaseDefinition<Metrics extends MetricTable> = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly metrics: Metrics;
  /** Samples of one fork at least, where the case promises more work than the profile asks of every case. */
  readonly minimumRounds?: Readonly<Partial<Record<ProfileName, number>>>;
  /** Not timed. Prepares the work in a fresh process. */
  start(context: CaseContext): PhaseWorkload<Metrics>;
};

/** The definition of a cost against a size. */
export type SweepDefinition<Metrics extends MetricTable> = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly metrics: Metrics;
  readonly size: SizeAxis;
  /** One list, or another for each profile: a fit takes at least 12 sizes over two decades. */
  readonly sizes: ByProfile<readonly number[]>;
  /** Not timed. Prepares the work for all sizes in a fresh process. */
  start(context: CaseContext): SweepWorkload<Metrics>;
};

export type PhaseCase = {
  readonly kind: "phases";
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly metrics: readonly Metric[];
  /** Present when the metrics are the cells of a comparison. */
  readonly comparison?: Comparison;
  /** Present when worker threads do the work: how many. */
  readonly workers?: number;
  /** Null: the case has no sizes. */
  readonly sizes: readonly number[] | null;
  /** Present when the case promises more than a profile's own minimum. */
  readonly minimumRounds?: Readonly<Partial<Record<ProfileName, number>>>;
  /** The same case with what a profile measures of it, where profiles differ. As it stands it is that of `full`. */
  forProfile?(profile: ProfileName): PhaseCase;
  start(context: CaseContext): Aftermath & {
    warmUp?(): unknown;
    measure(stopwatch: Stopwatch, size: number): Readonly<Record<string, Timing | Count | number>>;
  };
};

/**
 * A sequence in which each step changes the state: every step is timed in its own right.
 *
 * @example
 * phaseCase({
 *   name: "fill-and-drain",
 *   title: "Fill and drain a map",
 *   description: "1,000 insertions, then 1,000 deletions.",
 *   metrics: {
 *     insert: { title: "Insert", operation: "insertion" },
 *     delete: { title: "Delete", operation: "deletion" },
 *   },
 *   start() {
 *     const map = new Map<number, number>();
 *     return {
 *       measure({ time }) {
 *         const insert = time(1000, () => {
 *           for (let key = 0; key < 1000; key += 1) map.set(key, key);
 *           return map.size;
 *         });
 *         const remove = time(1000, () => {
 *           for (let key = 0; key < 1000; key += 1) map.delete(key);
 *           return map.size;
 *         });
 *         return { insert, delete: remove };
 *       },
 *     };
 *   },
 * })
 */
export function phaseCase<const Metrics extends MetricTable>(
  definition: PhaseDefinition<Metrics>,
): PhaseCase {
  const { name, title, description, metrics, minimumRounds = {}, start } = definition;
  for (const rounds of Object.values(minimumRounds)) requirePositiveIntegers(name, "minimumRounds", [rounds]);
  return {
    kind: "phases",
    name,
    title,
    description,
    metrics: describeMetrics(metrics),
    sizes: null,
    minimumRounds,
    start,
  };
}

/**
 * A cost against a size. Every round visits all sizes in a new order, so that a slow moment of the machine does
 * not fall on one size alone.
 *
 * @example
 * sweepCase({
 *   name: "sort",
 *   title: "Sort",
 *   description: "Sorts an array of random numbers.",
 *   metrics: {
 *     total: { title: "Total time", operation: "sorted array" },
 *     bytes: { title: "Size", operation: "array", unit: "bytes" },
 *   },
 *   size: { title: "Length", unit: "elements" },
 *   sizes: [1000, 10_000, 100_000],
 *   start: () => ({
 *     measure({ time }, size) {
 *       const array = Float64Array.from({ length: size }, Math.random);
 *       return { total: time(1, () => array.sort()[0] ?? 0), bytes: array.byteLength };
 *     },
 *   }),
 * })
 */
export function sweepCase<const Metrics extends MetricTable>(
  definition: SweepDefinition<Metrics>,
): PhaseCase {
  const { name, title, description, size, start } = definition;
  const metrics = describeMetrics(definition.metrics, size);
  const forProfile = (profile: ProfileName): PhaseCase => {
    const sizes = chosenFor(definition.sizes, profile);
    requirePositiveIntegers(name, "sizes", sizes);
    return { kind: "phases", name, title, description, metrics, sizes, start };
  };
  return { ...forProfile("full"), forProfile };
}
