/** Whether a case did any work beyond its own loop. */
import { formatQuantity } from "../verdict/quantity.ts";
import type { Summary } from "../verdict/verdict.ts";

/** A case that costs less than this many times its empty batch is refused a verdict. */
export const emptyBatchFactor = 1.4;

/**
 * Whether a cost is so close to that of the same batch without its work that the work may have been optimised away.
 *
 * @param cost nanoseconds per operation
 * @param emptyBatch nanoseconds per operation, null where there is no such thing
 * @example mayHaveDoneNoWork(1.3, 1) // true
 */
export function mayHaveDoneNoWork(cost: number, emptyBatch: number | null): boolean {
  return emptyBatch !== null && emptyBatch > 0 && cost <= emptyBatch * emptyBatchFactor;
}

/** The doubt in words: "1.3 ns against 1 ns for an empty batch: it may have done no work". */
export function describeIdleness({
  median,
  emptyBatch,
  metric: { unit, operation },
}: Pick<Summary, "median" | "emptyBatch" | "metric">): string {
  const cost = formatQuantity(median, unit, operation);
  const empty =
    emptyBatch === null ? "" : ` against ${formatQuantity(emptyBatch, unit, operation)} for an empty batch`;
  return `${cost}${empty}: it may have done no work`;
}

/** What to do about it, for a verdict that could not be given. */
export const provingWork =
  "Results that provably leave the batch, so that nothing is optimised away, or more work in each operation.";
