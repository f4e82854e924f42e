import type { Finding } from "../verdict/finding.ts";
import type { Interval } from "../verdict/verdict.ts";

/**
 * Does it leak? "holds": no leak above the threshold. "fails": it leaks. "undecided": the readings vary too much, or
 * are too few.
 */
export type LeakFinding = Finding & {
  /** How fast memory grows; null when there are too few readings to say. */
  readonly bytesPerOperation: number | null;
  readonly interval: Interval | null;
};
