import type { Profile } from "../profile.ts";
import type { Clock } from "./stopwatch.ts";

/** A time counts as faster only by this factor, so that chance does not prolong the wait. */
const fasterFactor = 0.9;

/** Whether a time, in any unit, is surely faster than the best so far. */
export function isFaster(time: number, best: number): boolean {
  return time < best * fasterFactor;
}

/**
 * Repeats a round of work, and keeps nothing, until none of its times got faster for as long as the profile is patient, or
 * until it took as long as the profile allows; one round at least, unless that is no time at all. How often an engine wants
 * to see a function before it compiles it depends on the function, so no number of rounds is right for all.
 *
 * @param round does the work and returns how long each part of it took, by name, in any one unit
 */
export function untilNoFaster(
  { patience, most }: Profile["warmUp"],
  clock: Clock,
  round: () => Iterable<readonly [string, number]>,
): void {
  const best = new Map<string, number>();
  const begin = clock();
  const since = (start: bigint) => Number(clock() - start) / 1e6;
  for (let improved = begin; since(improved) < patience && since(begin) < most; ) {
    for (const [part, time] of round()) {
      if (!isFaster(time, best.get(part) ?? Number.POSITIVE_INFINITY)) continue;
      best.set(part, time);
      improved = clock();
    }
  }
}
