/** Rounds that are thrown away, until what a case times is compiled. */
import type { Profile } from "../profile.ts";
import type { PhaseCase, Stopwatch } from "../scenario/phase-case.ts";
import type { Clock } from "./stopwatch.ts";
import { untilNoFaster } from "./until-no-faster.ts";

/**
 * Measures the smallest size until it gets no faster. What a case warms up by itself is no substitute: the same field that
 * takes 12 ns was recorded with 106 after five rounds. Worker threads warm up by themselves, with their own measure of
 * work, and so do the contenders of a comparison, each alone.
 */
export function warmRounds(
  { sizes, workers, comparison }: PhaseCase,
  workload: Pick<ReturnType<PhaseCase["start"]>, "measure">,
  { warmUp }: Pick<Profile, "warmUp">,
  stopwatch: Stopwatch,
  clock: Clock,
): void {
  if (workers !== undefined || comparison !== undefined) return;
  const size = sizes === null ? 0 : Math.min(...sizes);
  untilNoFaster(warmUp, clock, () =>
    Object.entries(workload.measure(stopwatch, size)).flatMap(([metric, value]) =>
      typeof value === "object" && "operations" in value
        ? [[metric, value.nanosecondsPerOperation * value.operations] as const]
        : [],
    ),
  );
}
