import type { Profile } from "../profile.ts";
import type { Clock } from "./stopwatch.ts";

/** A time counts as faster only by this factor, so that chance does not prolong the wait. */
const fasterFactor = 0.9;

/** Whether a time, in any unit, is surely faster than the best so far. */
export function isFaster(time: number, best: number): boolean {
  return time < best * fasterFactor;
}

/**
 * Repeats a round of work, and keeps nothing, until each of its parts has run for as long as the profile is patient without
 * getting faster, or until all took as long as the profile allows; one round at least, unless that is no time at all. How
 * often an engine wants to see a function before it compiles it depends on the function, so no number of rounds is right
 * for all; nor is a time of whole rounds, of which a short part has seen little.
 *
 * @param round does the work and returns the nanoseconds that each part of it took, by name
 */
export function untilNoFaster(
  { patience, most }: Profile["warmUp"],
  clock: Clock,
  round: () => Iterable<readonly [string, number]>,
): void {
  const parts = new Map<string, { best: number; since: number }>();
  const begin = clock();
  const isOver = () => Number(clock() - begin) / 1e6 >= most;
  const isSteady = () => [...parts.values()].every(({ since }) => since / 1e6 >= patience);
  for (let first = true; !isOver() && (first || !isSteady()); first = false) {
    for (const [name, time] of round()) {
      const part = parts.get(name) ?? { best: Number.POSITIVE_INFINITY, since: 0 };
      parts.set(
        name,
        isFaster(time, part.best) ? { best: time, since: 0 } : { ...part, since: part.since + time },
      );
    }
  }
}
