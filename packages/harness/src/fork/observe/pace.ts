import { createPace } from "@strait/probe";
import { enoughQuietSamples, slowedFactor } from "@strait/results/quiet";

/** Milliseconds for which a reading stands: a neighbour comes or goes for tens of them at least. */
const standsFor = 1;

/** Readings that a meter begins with, so that one that was interrupted counts for nothing. */
const firstReadings = 10;

/** How the processor of this thread kept its pace while something was measured. */
export type PaceMeter = {
  /** Nanoseconds of a reading that is at most a millisecond old. */
  read(): number;
  /** Nanoseconds of the slowest reading since this was last called, one now included. */
  slowest(): number;
  /** Nanoseconds of the fastest reading so far. */
  fastest(): number;
};

/** Whether too few of some paces were quiet for the samples that they belong to. */
export function lacksQuiet(paces: readonly number[], fastest: number): boolean {
  return paces.length - indexesOfSlowed(paces, fastest).length < Math.min(enoughQuietSamples, paces.length);
}

/**
 * Whether more samples may find the processor quiet within the time that a profile gives for that. One that takes more than a
 * quarter of it hardly ever ends before the neighbour is back: where 54% of the milliseconds were slowed, 40 more found what was
 * lacking for half of the forks with samples of 1 ms, for 17% with those of 10 ms, for 2.5% with those of 25 ms.
 *
 * @param milliseconds that one sample takes
 */
export function isWorthRepeating(milliseconds: number, quietBudget: number): boolean {
  return milliseconds <= quietBudget / 4;
}

/** Which of some paces were slow, by index, beside the fastest that is known. */
export function indexesOfSlowed(paces: readonly number[], fastest: number): number[] {
  return paces.flatMap((pace, index) => (pace > slowedFactor * fastest ? [index] : []));
}

/**
 * Begins to read the pace of the calling thread's processor; a reading takes 10 to 20 µs, at most once a millisecond.
 *
 * @param clock monotonic milliseconds
 * @returns null where the probe's add-on was not built
 */
export function createPaceMeter(
  pace: (() => number) | null = createPace(),
  clock: () => number = () => performance.now(),
): PaceMeter | null {
  if (pace === null) return null;
  const first = Array.from({ length: firstReadings }, pace);
  let fastest = Math.min(...first);
  let latest = first.at(-1) ?? fastest;
  let readAt = clock();
  let slowest = 0;
  const read = (): number => {
    const now = clock();
    if (now - readAt >= standsFor) {
      latest = pace();
      readAt = clock();
      fastest = Math.min(fastest, latest);
    }
    slowest = Math.max(slowest, latest);
    return latest;
  };
  return {
    read,
    slowest() {
      read();
      const worst = slowest;
      slowest = latest;
      return worst;
    },
    fastest: () => fastest,
  };
}
