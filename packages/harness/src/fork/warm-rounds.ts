/** Rounds that are thrown away, until what a case times is compiled. */
import type { Profile } from "../profile.ts";
import type { PhaseCase, Stopwatch } from "../scenario/phase-case.ts";
import type { Clock } from "./stopwatch.ts";

/** A time counts as faster only by this factor, so that chance does not prolong the wait. */
const fasterFactor = 0.9;

/**
 * Measures the smallest size again and again, and keeps nothing, until no time of it got faster for as long as the profile
 * is patient, or until it took as long as the profile allows. What a case warms up by itself is no substitute: how often an
 * engine wants to see a function before it compiles it depends on the function, and the same field that takes 12 ns was
 * recorded with 106 after five rounds. Worker threads warm up by themselves, with their own measure of work, and so do the
 * contenders of a comparison, each alone.
 */
export function warmRounds(
  { sizes, workers, comparison }: PhaseCase,
  workload: Pick<ReturnType<PhaseCase["start"]>, "measure">,
  { warmUp: { patience, most } }: Pick<Profile, "warmUp">,
  stopwatch: Stopwatch,
  clock: Clock,
): void {
  if (most === 0 || workers !== undefined || comparison !== undefined) return;
  const size = sizes === null ? 0 : Math.min(...sizes);
  const best = new Map<string, number>();
  const begin = clock();
  const since = (start: bigint) => Number(clock() - start) / 1e6;
  for (let improved = begin; since(improved) < patience && since(begin) < most; ) {
    for (const [metric, value] of Object.entries(workload.measure(stopwatch, size))) {
      if (typeof value !== "object" || !("operations" in value)) continue;
      const { nanosecondsPerOperation } = value;
      if (nanosecondsPerOperation >= (best.get(metric) ?? Number.POSITIVE_INFINITY) * fasterFactor) continue;
      best.set(metric, nanosecondsPerOperation);
      improved = clock();
    }
  }
}
