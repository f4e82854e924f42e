import type { CaseDescription, HeaderRecord } from "./record.ts";

/** How many forks a run has for each kind of case; `forks` where a kind is not told. */
export type ForkCounts = Pick<HeaderRecord["run"], "forks" | "countForks" | "sustainedForks">;

/**
 * How many forks a run plans for a case. What is only counted or checked has few, since another process counts the same:
 * a case with a time has as many as an interval takes, and so has one with a target, and one that says that its counts vary. A
 * sustained case asks what adds up within one process, of which a few must agree.
 *
 * @example plannedForks({ forks: 5, countForks: 2 }, footprint) // 2
 */
export function plannedForks(
  { forks, countForks = forks, sustainedForks = forks }: ForkCounts,
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
export function countsAlike(description: Pick<CaseDescription, "metrics" | "sustained" | "varies">): boolean {
  const isHeld = description.metrics.some(({ targets }) => targets.length > 0);
  return description.sustained === undefined && isUndisturbed(description) && !isHeld;
}

/**
 * Whether what is asked of a case has the same answer whatever else the machine does: whether memory leaks, or counts that do
 * not vary, and no time.
 *
 * @example isUndisturbed(footprint) // true
 */
export function isUndisturbed({
  metrics,
  sustained,
  varies,
}: Pick<CaseDescription, "metrics" | "sustained" | "varies">): boolean {
  if (sustained !== undefined) return !sustained.questions.includes("drift");
  return varies !== true && metrics.every(({ unit }) => unit !== "nanoseconds/operation");
}
