import type { BuildName } from "@strait/results";
import type { Clock } from "../stopwatch.ts";
import { buildNames } from "./by-build.ts";

/** More rounds would fill the file, not narrow the interval: the median of the fork's rounds is the datum. */
const mostRounds = 1000;

export type RoundOptions = {
  /** Milliseconds after which no round begins, once there are enough. */
  readonly budget: number;
  readonly minimumRounds: number;
  readonly shuffle: <Value>(values: readonly Value[]) => Value[];
  readonly clock: Clock;
};

/**
 * Lets the builds take turns: in every round each of them plays twice, at places that mirror each other (A B C C B A), so
 * that a drift of the machine meets all alike. The order is drawn anew for each round, so that none of them follows
 * itself, and finds its own data in the caches, more often than another.
 */
export function playRounds(play: (build: BuildName) => void, options: RoundOptions): void {
  const { budget, minimumRounds, shuffle, clock } = options;
  const deadline = clock() + BigInt(Math.round(budget * 1e6));
  for (let round = 0; round < mostRounds; round += 1) {
    if (round >= minimumRounds && clock() >= deadline) return;
    const order = shuffle(buildNames);
    for (const build of [...order, ...order.toReversed()]) play(build);
  }
}
