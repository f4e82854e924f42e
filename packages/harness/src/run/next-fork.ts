import {
  boundaryOf,
  type CaseDescription,
  countsAlike,
  type ForkCounts,
  type ForkRecord,
  fastestPace,
  isQuiet,
  judgedSamples,
  plannedForks,
  quietForks,
} from "@strait/results";
import { median } from "../fork/median.ts";
import { fewestValues, isOpen, relativeHalfWidth } from "./half-width.ts";

/** How many forks a run has of every case, and what it may spend on more. */
export type ForkPlan = ForkCounts & {
  /** A case whose verdict stays open, or whose interval stays wide, has at most these. */
  readonly mostForks: number;
  /** A case is measured well enough when its interval reaches no further from the median than this share. */
  readonly precision: number;
  /** Milliseconds that all forks together may take once every case has those that are planned. */
  readonly budget: number;
};

export type NextFork = { readonly case: CaseDescription; readonly fork: number };

/**
 * Which forks are measured next, from those that are recorded; none when the run is complete. First come the forks that
 * every case has, round robin, so that a drift of the machine meets all cases alike. What is left of the budget goes to
 * cases of which too few forks had the processor to themselves, to those whose verdict is open by then, and to those with the
 * widest intervals.
 *
 * It asks nothing but the records, so a run that was killed goes on where it was.
 *
 * @param underway forks that have begun and have no record yet; nothing beyond the plan is chosen before they have
 * @param most how many at most, at least 1
 */
export function nextForks(
  cases: readonly CaseDescription[],
  records: readonly ForkRecord[],
  underway: readonly NextFork[],
  plan: ForkPlan,
  most: number,
): readonly NextFork[] {
  const missing = missingForks(cases, records, underway, plan);
  if (missing.length > 0) return missing.slice(0, most);
  return underway.length > 0 ? [] : furtherForks(cases, records, plan).slice(0, most);
}

/** What every case must have and has not, in the order in which it is measured. */
function missingForks(
  cases: readonly CaseDescription[],
  records: readonly ForkRecord[],
  underway: readonly NextFork[],
  plan: ForkPlan,
): NextFork[] {
  const taken = new Map(cases.map(({ name }) => [name, new Set<number>()]));
  for (const record of records) taken.get(record.case)?.add(record.fork);
  for (const { case: one, fork } of underway) taken.get(one.name)?.add(fork);
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

/**
 * One more for each case that is worth it, as far as the budget goes: first those with few quiet forks, then those whose
 * verdict is open, since a target lies in their interval, then the widest.
 */
function furtherForks(
  cases: readonly CaseDescription[],
  records: readonly ForkRecord[],
  plan: ForkPlan,
): NextFork[] {
  const { mostForks, precision, budget } = plan;
  const fastest = fastestPace(records);
  const spent = records.reduce((sum, { durationMilliseconds }) => sum + durationMilliseconds, 0);
  const candidates = cases
    .map((one) => {
      const own = records.filter((record) => record.case === one.name);
      const duration = median(own.map(({ durationMilliseconds }) => durationMilliseconds));
      const urgency = urgencyOf(one, own, plannedForks(plan, one), fastest);
      return { case: one, fork: own.length, ...urgency, duration };
    })
    .filter(({ fork, width, open, lacking }) => fork < mostForks && (lacking || open || width > precision))
    .toSorted(
      (one, other) =>
        Number(other.lacking) - Number(one.lacking) ||
        Number(other.open) - Number(one.open) ||
        other.width - one.width,
    );
  let left = budget - spent;
  return candidates.flatMap(({ case: one, fork, duration }) => {
    if (duration > left) return [];
    left -= duration;
    return [{ case: one, fork }];
  });
}

type Urgency = {
  /** Whether a neighbour shared the processor with so many forks that fewer are left than are planned. */
  readonly lacking: boolean;
  /** How far the intervals of a case's times reach: the upper middle, since of many sizes or contenders one is always unlucky. */
  readonly width: number;
  /** Whether a target lies in one of its intervals. */
  readonly open: boolean;
};

/** No more forks help where one failed, where the case asks what adds up within one, or where all count the same. */
const done: Urgency = { lacking: false, width: 0, open: false };

function urgencyOf(
  description: CaseDescription,
  records: readonly ForkRecord[],
  planned: number,
  fastest: number | null,
): Urgency {
  if (description.sustained !== undefined || countsAlike(description)) return done;
  if (records.some(({ error }) => error !== null)) return done;
  const quiet = records.filter((record) => isQuiet(record, fastest)).length;
  const series = quietForks(records, fewestValues, fastest).flatMap((fork) =>
    fork.series.map(({ metric, size, ...one }) => ({
      metric,
      size,
      samples: judgedSamples(one, fork, fastest).indexes.map((index) => one.samples[index] ?? 0),
    })),
  );
  const figures = description.metrics.flatMap(({ name, unit, targets }) => {
    const ofMetric = series.filter(({ metric }) => metric === name);
    return [...Map.groupBy(ofMetric, ({ size }) => size).values()].map((ofSize) => {
      const medians = ofSize.map(({ samples }) => median(samples));
      return {
        width: unit === "nanoseconds/operation" ? relativeHalfWidth(medians) : null,
        open: targets.some((target) => isOpen(medians, boundaryOf(target))),
      };
    });
  });
  const widths = figures
    .flatMap(({ width }) => (width === null ? [] : [width]))
    .toSorted((one, other) => one - other);
  return {
    lacking: quiet < planned && quiet < records.length,
    width: widths[widths.length >> 1] ?? 0,
    open: figures.some(({ open }) => open),
  };
}
