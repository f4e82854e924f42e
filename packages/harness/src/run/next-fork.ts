import { type CaseDescription, type ForkRecord, plannedForks } from "@strait/results";
import { median } from "../fork/median.ts";
import { relativeHalfWidth } from "./half-width.ts";

/** How many forks a run has, and what it may spend on more. */
export type ForkPlan = {
  /** Every case has these. */
  readonly forks: number;
  /** A case that is only counted or checked has these instead. */
  readonly countForks: number;
  /** Cases that ask what adds up have no more than these. */
  readonly sustainedForks: number;
  /** A case whose interval stays wide has at most these. */
  readonly mostForks: number;
  /** A case is measured well enough when its interval reaches no further from the median than this share. */
  readonly precision: number;
  /** Milliseconds that all forks together may take once every case has its `forks`. */
  readonly budget: number;
};

export type NextFork = { readonly case: CaseDescription; readonly fork: number };

/**
 * Which forks are measured next, from those that are recorded; none when the run is complete. First come the forks that
 * every case has, round robin, so that a drift of the machine meets all cases alike. What is left of the budget goes to
 * whichever cases have the widest intervals by then.
 *
 * It asks nothing but the records, so a run that was killed goes on where it was.
 *
 * @param most how many at most, at least 1
 */
export function nextForks(
  cases: readonly CaseDescription[],
  records: readonly ForkRecord[],
  plan: ForkPlan,
  most: number,
): readonly NextFork[] {
  const missing = missingForks(cases, records, plan);
  return missing.length > 0 ? missing.slice(0, most) : furtherForks(cases, records, plan).slice(0, most);
}

/** What every case must have and has not, in the order in which it is measured. */
function missingForks(
  cases: readonly CaseDescription[],
  records: readonly ForkRecord[],
  plan: ForkPlan,
): NextFork[] {
  const taken = new Map(cases.map(({ name }) => [name, new Set<number>()]));
  for (const record of records) taken.get(record.case)?.add(record.fork);
  // Another fork would say the same.
  const unavailable = new Set(
    records.filter((record) => record.unavailable !== undefined).map((record) => record.case),
  );
  const rounds = Array.from({ length: plan.forks }, (_, fork) => fork);
  return rounds.flatMap((fork) =>
    cases
      .filter(({ name }) => !unavailable.has(name))
      .filter((one) => fork < plannedForks(plan, one) && taken.get(one.name)?.has(fork) === false)
      .map((one) => ({ case: one, fork })),
  );
}

/** One more for each case that is worth it, the widest first, as far as the budget goes. */
function furtherForks(
  cases: readonly CaseDescription[],
  records: readonly ForkRecord[],
  { mostForks, precision, budget }: ForkPlan,
): NextFork[] {
  const spent = records.reduce((sum, { durationMilliseconds }) => sum + durationMilliseconds, 0);
  const candidates = cases
    .map((one) => {
      const own = records.filter((record) => record.case === one.name);
      const duration = median(own.map(({ durationMilliseconds }) => durationMilliseconds));
      return { case: one, fork: own.length, width: widthOf(one, own), duration };
    })
    .filter(({ fork, width }) => fork < mostForks && width > precision)
    .toSorted((one, other) => other.width - one.width);
  let left = budget - spent;
  return candidates.flatMap(({ case: one, fork, duration }) => {
    if (duration > left) return [];
    left -= duration;
    return [{ case: one, fork }];
  });
}

/**
 * How wide the intervals of a case's times are: the upper middle of them, since of many sizes or contenders one is always
 * unlucky. Zero where no more forks would help: it times nothing, asks what adds
 * up, or a fork failed.
 */
function widthOf({ metrics, sustained }: CaseDescription, records: readonly ForkRecord[]): number {
  if (sustained !== undefined || records.some(({ error }) => error !== null)) return 0;
  const timed = metrics.filter(({ unit }) => unit === "nanoseconds/operation").map(({ name }) => name);
  const series = records.flatMap((record) => record.series.filter(({ metric }) => timed.includes(metric)));
  const widths = [...Map.groupBy(series, ({ metric, size }) => JSON.stringify([metric, size])).values()]
    .map((ofMetric) => relativeHalfWidth(ofMetric.map(({ samples }) => median(samples))))
    .toSorted((one, other) => one - other);
  return widths[widths.length >> 1] ?? 0;
}
