import type { Metric } from "@strait/results";
import type { Aftermath, CaseContext } from "./context.ts";
import { type CountMetric, describeMetrics } from "./metric.ts";

export type CountTable = Readonly<Record<string, CountMetric>>;

/** A started count case. */
export type CountWorkload<Metrics extends CountTable> = Aftermath & {
  /**
   * Called once per fork. Returns a number for every metric, or a promise of them, for what only turns of the event loop
   * show. Nothing is timed.
   */
  count(): Counts<Metrics> | Promise<Counts<Metrics>>;
};

type Counts<Metrics extends CountTable> = { readonly [Name in keyof Metrics]: number };

/** The definition of quantities that are counted, such as bytes per message. */
export type CountDefinition<Metrics extends CountTable> = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly metrics: Metrics;
  /** True when forks count different numbers, such as resident memory: there are as many then as of a timed case. */
  readonly varies?: true;
  start(context: CaseContext): CountWorkload<Metrics>;
};

export type CountCase = {
  readonly kind: "count";
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly metrics: readonly Metric[];
  readonly varies?: true;
  start(context: CaseContext): CountWorkload<CountTable>;
};

/**
 * Quantities that are counted once per fork; nothing is timed.
 *
 * @example
 * countCase({
 *   name: "encoded-size",
 *   title: "Encoded size",
 *   description: "Bytes of the number 10⁹ as JSON.",
 *   metrics: { bytes: { title: "Size", operation: "number", unit: "bytes/operation" } },
 *   start: () => ({ count: () => ({ bytes: JSON.stringify(1e9).length }) }),
 * })
 */
export function countCase<const Metrics extends CountTable>(definition: CountDefinition<Metrics>): CountCase {
  const { name, title, description, metrics, varies, start } = definition;
  return {
    kind: "count",
    name,
    title,
    description,
    metrics: describeMetrics(metrics),
    ...(varies === undefined ? {} : { varies }),
    start,
  };
}
