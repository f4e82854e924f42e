import type { LedgerCounts, Metric, Sustained, SustainedQuestion } from "@strait/results";
import { HarnessError } from "../error.ts";
import { type ProfileName, profileNames } from "../profile.ts";
import { type ByProfile, chosenFor } from "./by-profile.ts";
import type { Aftermath, CaseContext } from "./context.ts";
import { requirePositiveIntegers } from "./definition.ts";
import { describeMetrics, type TimeMetric } from "./metric.ts";

/** A started sustained case. */
export type SustainedWorkload = Aftermath & {
  /**
   * TIMED. Does `operationsPerBatch` operations, as many as the profile has, and returns a number that depends on all of
   * them. It is called hundreds of times in a row, so whatever it leaves behind adds up.
   */
  batch(): number;
  /**
   * Not timed. What lives by exact ledgers, one for each place that keeps some. Read between batches, after garbage was
   * collected and finalizers ran; where the counts grow, analysis says that this place leaks. Needs the question "leak".
   */
  count?(): readonly PlaceCounts[];
};

/** What the ledger of one place counts at one moment. */
export type PlaceCounts = { readonly place: string; readonly counts: readonly LedgerCounts[] };

/** The definition of work that goes on for long; the questions are what analysis answers about it. */
export type SustainedDefinition = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly metric: TimeMetric & { readonly name: string };
  /**
   * A batch is one sample of the time. One number, or another for each profile: an answer takes at least 120 batches where a drift
   * is asked for, and 48 readings where a leak is, however long one takes.
   */
  readonly operationsPerBatch: ByProfile<number>;
  /**
   * After how many batches memory and ledgers are read: every one when missing. Between two readings there should be
   * 50,000 operations for the question "leak", or growth cannot be told from what the process does besides.
   */
  readonly batchesPerReading?: number;
  /**
   * "leak": does memory grow? Garbage is collected twice before every reading of the heap and the resident memory.
   * "drift": does the same work cost more at the end than at the beginning?
   */
  readonly questions: readonly SustainedQuestion[];
  /** How long one fork goes on, in milliseconds, where the profile's own time is not wanted. */
  readonly milliseconds?: Readonly<Partial<Record<ProfileName, number>>>;
  /** Not timed. Prepares the work in a fresh process. */
  start(context: CaseContext): SustainedWorkload;
};

export type SustainedCase = {
  readonly kind: "sustained";
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly metrics: readonly Metric[];
  /** As it stands it is that of `full`. */
  readonly sustained: Sustained;
  readonly operationsPerBatch: ByProfile<number>;
  readonly milliseconds: Readonly<Partial<Record<ProfileName, number>>>;
  start(context: CaseContext): SustainedWorkload;
};

/** Names of the metrics that the question "leak" adds. */
export const leakMetrics = { heap: "heap", resident: "resident" } as const;

/**
 * Work that goes on for long, batch after batch in one process, so that what adds up is seen: memory that is not given
 * back, and cost that rises.
 *
 * @throws HarnessError when it asks no question, or an own metric is named like those for memory
 * @example
 * sustainedCase({
 *   name: "fill-and-drop",
 *   title: "Fill and drop",
 *   description: "Fills a map and drops it, again and again.",
 *   metric: { name: "time", title: "Time", operation: "insertion" },
 *   operationsPerBatch: 50_000,
 *   questions: ["leak", "drift"],
 *   start: () => ({
 *     batch() {
 *       const map = new Map<number, number>();
 *       for (let key = 0; key < 50_000; key += 1) map.set(key & 1023, key);
 *       return map.size;
 *     },
 *   }),
 * })
 */
export function sustainedCase(definition: SustainedDefinition): SustainedCase {
  const {
    name,
    title,
    description,
    metric,
    operationsPerBatch,
    batchesPerReading = 1,
    questions,
    milliseconds = {},
    start,
  } = definition;
  for (const profile of profileNames)
    requirePositiveIntegers(name, "operationsPerBatch", [chosenFor(operationsPerBatch, profile)]);
  requirePositiveIntegers(name, "batchesPerReading", [batchesPerReading]);
  if (questions.length === 0)
    throw new HarnessError(`Case "${name}" asks no question`, 'ask "leak" or "drift"');
  if (Object.values(leakMetrics).some((reserved) => reserved === metric.name)) {
    throw new HarnessError(`Case "${name}" names its metric "${metric.name}"`, "give it another name");
  }
  const memory = { operation: "batch", unit: "bytes" } as const;
  const metrics = describeMetrics({
    [metric.name]: metric,
    ...(questions.includes("leak")
      ? {
          [leakMetrics.heap]: { title: "Heap after collection", ...memory },
          [leakMetrics.resident]: { title: "Resident after collection", ...memory },
        }
      : {}),
  });
  const sustained = {
    operationsPerBatch: chosenFor(operationsPerBatch, "full"),
    ...(batchesPerReading === 1 ? {} : { batchesPerReading }),
    questions: [...questions],
  };
  return {
    kind: "sustained",
    name,
    title,
    description,
    metrics,
    sustained,
    operationsPerBatch,
    milliseconds,
    start,
  };
}
