import type { CaseDescription, ForkRecord } from "@strait/results";
import { median } from "../fork/median.ts";
import { relativeHalfWidth } from "./half-width.ts";

/** How many forks a run has, and what it may spend on more. */
export type ForkPlan = {
  /** Every case has these. */
  readonly forks: number;
  /** A case whose interval stays wide has at most these. */
  readonly mostForks: number;
  /** A case is measured well enough when its interval reaches no further from the median than this share. */
  readonly precision: number;
  /** Milliseconds that all forks together may take once every case has its `forks`. */
  readonly budget: number;
};

export type NextFork = { readonly case: CaseDescription; readonly fork: number };

/**
 * Which fork is measured next, from those that are recorded; null when the run is complete. First come the forks that
 * every case has, round robin, so that a drift of the machine meets all cases alike. What is left of the budget goes to
 * whichever case has the widest interval by then.
 *
 * It asks nothing but the records, so a run that was killed goes on where it was.
 */
export function nextFork(
  cases: readonly CaseDescription[],
  records: readonly ForkRecord[],
  { forks, mostForks, precision, budget }: ForkPlan,
): NextFork | null {
  const taken = new Map(cases.map(({ name }) => [name, new Set<number>()]));
  for (const record of records) taken.get(record.case)?.add(record.fork);
  // Another fork would say the same.
  const unavailable = new Set(
    records.filter((record) => record.unavailable !== undefined).map((record) => record.case),
  );
  for (let fork = 0; fork < forks; fork += 1) {
    const missing = cases.find(({ name }) => taken.get(name)?.has(fork) === false && !unavailable.has(name));
    if (missing !== undefined) return { case: missing, fork };
  }
  const spent = records.reduce((sum, { durationMilliseconds }) => sum + durationMilliseconds, 0);
  const widest = cases
    .map((one) => {
      const own = records.filter((record) => record.case === one.name);
      const duration = median(own.map(({ durationMilliseconds }) => durationMilliseconds));
      return { case: one, fork: own.length, width: widthOf(one, own), duration };
    })
    .filter(
      ({ fork, width, duration }) => fork < mostForks && width > precision && spent + duration <= budget,
    )
    .toSorted((one, other) => other.width - one.width)[0];
  return widest === undefined ? null : { case: widest.case, fork: widest.fork };
}

/**
 * How wide the intervals of a case's times are: the upper middle of them, since of many sizes or contenders one is always
 * unlucky. Zero where no more forks would help: it times nothing, or a fork failed.
 */
function widthOf({ metrics }: CaseDescription, records: readonly ForkRecord[]): number {
  if (records.some(({ error }) => error !== null)) return 0;
  const timed = metrics.filter(({ unit }) => unit === "nanoseconds/operation").map(({ name }) => name);
  const series = records.flatMap((record) => record.series.filter(({ metric }) => timed.includes(metric)));
  const widths = [...Map.groupBy(series, ({ metric, size }) => JSON.stringify([metric, size])).values()]
    .map((ofMetric) => relativeHalfWidth(ofMetric.map(({ samples }) => median(samples))))
    .toSorted((one, other) => one - other);
  return widths[widths.length >> 1] ?? 0;
}
