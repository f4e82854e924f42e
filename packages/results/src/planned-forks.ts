import type { CaseDescription, HeaderRecord } from "./record.ts";

/**
 * How many forks a run plans for a case. What is only counted or checked has few, since another process counts the same:
 * a case with a time has as many as an interval takes, and so has one with a target. A sustained case asks what adds up
 * within one process, of which a few must agree.
 *
 * @example plannedForks({ forks: 5, countForks: 2 }, footprint) // 2
 */
export function plannedForks(
  {
    forks,
    countForks = forks,
    sustainedForks = forks,
  }: Pick<HeaderRecord["run"], "forks" | "countForks" | "sustainedForks">,
  { metrics, sustained }: Pick<CaseDescription, "metrics" | "sustained">,
): number {
  if (sustained !== undefined) return Math.min(forks, sustainedForks);
  const isCounted = ({ unit, targets }: CaseDescription["metrics"][number]) =>
    unit !== "nanoseconds/operation" && targets.length === 0;
  return metrics.every(isCounted) ? Math.min(forks, countForks) : forks;
}
