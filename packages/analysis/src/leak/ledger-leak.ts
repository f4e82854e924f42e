/** Does it leak, by the ledger: counts that are exact, so a single lost block is a leak. */
import type { LedgerCounts } from "@strait/results";
import { formatNumber, formatQuantity } from "../verdict/quantity.ts";
import type { LeakFinding } from "./leak-finding.ts";

/** What the counts are called when there is one more than before, and when there are several. */
const words = {
  liveMessages: ["message", "messages"],
  dataBlocks: ["block", "blocks"],
  bytes: ["byte", "bytes"],
} as const;
const named = ["liveMessages", "dataBlocks", "bytes"] as const;
const counted = ["liveMessages", "messageBytes", "dataBlocks", "dataBytes"] as const;

/**
 * Compares the ledger before and after work that frees all it makes, type by type, so that a loss of one type cannot
 * hide a leak of another. One block more is a leak; less than before means that something was freed which this work
 * did not make, and fails too.
 *
 * @param before a type that is missing counts as zero, here and in `after`
 * @param operations how many lie between the two readings, at least one
 * @param work what an operation is, in the plural
 * @example
 * const after = [{ type: "Order", liveMessages: 0, messageBytes: 0, dataBlocks: 1, dataBytes: 16 }];
 * ledgerLeak([], after, 1_000_000).sentence
 * // "Leaks 1 block, 16 bytes of Order in 1,000,000 operations (1.60e-5 B/operation)."
 */
export function ledgerLeak(
  before: readonly LedgerCounts[],
  after: readonly LedgerCounts[],
  operations: number,
  work = "operations",
): LeakFinding {
  const method = "exact difference of two ledgers";
  if (![...before, ...after].every(isReadable) || !Number.isSafeInteger(operations) || operations < 1) {
    return {
      method,
      parameters: {},
      warnings: [],
      bytesPerOperation: null,
      interval: null,
      outcome: "undecided",
      sentence: "The ledger's counts are not whole numbers from zero, or no operation lies between them.",
      wouldDecide: "Two readings of the ledger with at least one operation between them.",
    };
  }
  const bytes = (ledger: readonly LedgerCounts[]) => ledger.reduce((sum, counts) => sum + bytesOf(counts), 0);
  const rate = (bytes(after) - bytes(before)) / operations;
  const changes = changesByType(before, after);
  const during = `in ${formatNumber(operations)} ${operations === 1 && work === "operations" ? "operation" : work}`;
  const leakedBytes = changes.reduce(
    (sum, { count, difference }) => sum + (count === "bytes" ? Math.max(0, difference) : 0),
    0,
  );
  const leaks = describe(changes, 1);
  const losses = describe(changes, -1);
  const sentences = [
    ...(leaks === ""
      ? []
      : [`Leaks ${leaks} ${during} (${formatQuantity(leakedBytes / operations, "bytes/operation")}).`]),
    ...(losses === "" ? [] : [`Frees ${losses} more than it makes ${during}.`]),
  ];
  return {
    method,
    parameters: { operations, types: new Set([...before, ...after].map(({ type }) => type)).size },
    warnings: [],
    bytesPerOperation: rate,
    interval: { low: rate, high: rate, confidence: 1 },
    outcome: sentences.length === 0 ? "holds" : "fails",
    sentence: sentences.join(" ") || `No message, block or byte is left ${during}.`,
    wouldDecide: null,
  };
}

function isReadable(counts: LedgerCounts): boolean {
  return counted.every((name) => Number.isSafeInteger(counts[name]) && counts[name] >= 0);
}

/** Of messages and of the data that they own. */
function bytesOf({ messageBytes, dataBytes }: LedgerCounts): number {
  return messageBytes + dataBytes;
}

type Count = (typeof named)[number];
type Change = { readonly type: string; readonly count: Count; readonly difference: number };

function changesByType(before: readonly LedgerCounts[], after: readonly LedgerCounts[]): Change[] {
  const sum = (ledger: readonly LedgerCounts[], type: string, count: Count) =>
    ledger.reduce((total, entry) => {
      if (entry.type !== type) return total;
      return total + (count === "bytes" ? bytesOf(entry) : entry[count]);
    }, 0);
  return [...new Set([...before, ...after].map(({ type }) => type))].flatMap((type) =>
    named
      .map((count) => ({ type, count, difference: sum(after, type, count) - sum(before, type, count) }))
      .filter(({ difference }) => difference !== 0),
  );
}

/** "1 block, 16 bytes of Order; 2 messages of Trade", of what became more or fewer. */
function describe(changes: readonly Change[], sign: 1 | -1): string {
  const chosen = changes.filter(({ difference }) => Math.sign(difference) === sign);
  return [...Map.groupBy(chosen, ({ type }) => type)]
    .map(([type, ofType]) => {
      const parts = ofType.map(({ count, difference }) => {
        const [one, several] = words[count];
        return `${formatNumber(Math.abs(difference))} ${Math.abs(difference) === 1 ? one : several}`;
      });
      return `${parts.join(", ")} of ${type}`;
    })
    .join("; ");
}
