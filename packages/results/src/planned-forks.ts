import type { CaseDescription, HeaderRecord } from "./record.ts";

/**
 * How many forks a run plans for a case. What is only counted or checked has few, since another process counts the same:
 * a case with a time has as many as an interval takes, and so has one with a target, and one that says that its counts vary. A
 * sustained case asks what adds up within one process, of which a few must agree.
 *
 * @example plannedForks({ forks: 5, countForks: 2 }, footprint) // 2
 */
export function plannedForks(
  {
    forks,
    countForks = forks,
    sustainedForks = forks,
  }: Pick<HeaderRecord["run"], "forks" | "countForks" | "sustainedForks">,
  description: Pick<CaseDescription, "metrics" | "sustained" | "varies">,
): number {
  if (description.sustained !== undefined) return Math.min(forks, sustainedForks);
  return countsAlike(description) ? Math.min(forks, countForks) : forks;
}

/**
 * Whether every fork of a case counts the same, so that one is enough and an interval says nothing.
 *
 * @example countsAlike(footprint) // true
 */
export function countsAlike({
  metrics,
  sustained,
  varies,
}: Pick<CaseDescription, "metrics" | "sustained" | "varies">): boolean {
  const isCounted = ({ unit, targets }: CaseDescription["metrics"][number]) =>
    unit !== "nanoseconds/operation" && targets.length === 0;
  return sustained === undefined && varies !== true && metrics.every(isCounted);
}
