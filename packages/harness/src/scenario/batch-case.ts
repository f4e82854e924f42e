import type { Metric } from "@strait/results";
import type { Aftermath, CaseContext } from "./context.ts";
import { requirePositiveIntegers } from "./definition.ts";
import { describeMetrics, type TimeMetric } from "./metric.ts";

/** A started batch case. */
export type BatchWorkload = Aftermath & {
  /**
   * TIMED. Does `operationsPerBatch` operations, about 1 ms of work, and returns a number that depends on all of
   * them. It is called as often as benchmark.js likes, so it must leave the state as it found it.
   */
  batch(): number;
  /**
   * The same loop without its work. Tells whether `batch` measures more than its own loop. A loop that adds up as many
   * integers stands in for it where it is missing.
   */
  empty?(): number;
};

/** The definition of an operation that can be repeated at will; benchmark.js samples it. */
export type BatchDefinition = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly metric: TimeMetric & { readonly name: string };
  readonly operationsPerBatch: number;
  /** Not timed. Prepares the work in a fresh process. */
  start(context: CaseContext): BatchWorkload;
};

export type BatchCase = {
  readonly kind: "batch";
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly metrics: readonly Metric[];
  readonly operationsPerBatch: number;
  start(context: CaseContext): BatchWorkload;
};

/**
 * An operation that can be repeated at will: only what stands in `batch` is timed.
 *
 * @example
 * batchCase({
 *   name: "square-root",
 *   title: "Square root",
 *   description: "Math.sqrt of successive integers.",
 *   metric: { name: "time", title: "Time", operation: "square root" },
 *   operationsPerBatch: 100_000,
 *   start: () => ({
 *     batch() {
 *       let sum = 0;
 *       for (let i = 0; i < 100_000; i += 1) sum += Math.sqrt(i);
 *       return sum;
 *     },
 *   }),
 * })
 */
export function batchCase(definition: BatchDefinition): BatchCase {
  const { name, title, description, metric, operationsPerBatch, start } = definition;
  requirePositiveIntegers(name, "operationsPerBatch", [operationsPerBatch]);
  const metrics = describeMetrics({ [metric.name]: metric });
  return { kind: "batch", name, title, description, metrics, operationsPerBatch, start };
}
