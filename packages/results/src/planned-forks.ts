import type { CaseDescription, HeaderRecord } from "./record.ts";

/**
 * How many forks a run plans for a case. What is only counted or checked has few, since another process counts the same:
 * a case with a time has as many as an interval takes, and so has one with a target.
 *
 * @example plannedForks({ forks: 5, countForks: 2 }, footprint) // 2
 */
export function plannedForks(
  { forks, countForks = forks }: Pick<HeaderRecord["run"], "forks" | "countForks">,
  { metrics, sustained }: Pick<CaseDescription, "metrics" | "sustained">,
): number {
  const isCounted = ({ unit, targets }: CaseDescription["metrics"][number]) =>
    unit !== "nanoseconds/operation" && targets.length === 0;
  return sustained === undefined && metrics.every(isCounted) ? Math.min(forks, countForks) : forks;
}
