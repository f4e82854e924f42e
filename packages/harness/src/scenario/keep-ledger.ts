import type { LedgerCounts, LedgerReadings } from "@strait/results";

/** A ledger that is read again and again. */
export type KeptLedger = {
  /** Reads it, `operations` after the first reading. */
  read(operations: number): void;
  /** Where the counts changed, and the last. */
  readings(): LedgerReadings;
};

/**
 * Keeps what an exact ledger counts between operations that should leave everything as they found it. A reading is kept
 * when its counts are others than before; the last one stands at the end in any case.
 *
 * @param place where it counts, for the reader: "Arena", "Rust heap"
 * @param work what was done between the readings, in the plural
 * @example keepLedger("Arena", "cycles of orders", () => ledgerCounts(arena))
 */
export function keepLedger(place: string, work: string, count: () => readonly LedgerCounts[]): KeptLedger {
  const readings: LedgerReadings["readings"] = [];
  let repeats = false;
  return {
    read(operations) {
      const counts = [...count()];
      const same = JSON.stringify(readings.at(-1)?.counts) === JSON.stringify(counts);
      if (same && repeats) readings.pop();
      readings.push({ operations, counts });
      repeats = same;
    },
    readings: () => ({ place, work, readings: [...readings] }),
  };
}
