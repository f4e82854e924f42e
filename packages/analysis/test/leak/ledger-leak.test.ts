/** Oracle: the counts themselves. */
import type { LedgerCounts } from "@strait/results";
import fc from "fast-check";
import { expect, test } from "vitest";
import { ledgerLeak } from "../../src/index.ts";

const order = (liveMessages: number, dataBlocks: number, dataBytes: number): LedgerCounts => ({
  type: "Order",
  liveMessages,
  messageBytes: 16 * liveMessages,
  dataBlocks,
  dataBytes,
});

test("a single 16-byte block lost in a million cycles is a leak", () => {
  const finding = ledgerLeak([], [order(0, 1, 16)], 1_000_000);
  expect(finding.outcome).toBe("fails");
  expect(finding.bytesPerOperation).toBe(16e-6);
  expect(finding.interval).toEqual({ low: 16e-6, high: 16e-6, confidence: 1 });
  expect(finding.sentence).toBe(
    "Leaks 1 block, 16 bytes of Order in 1,000,000 operations (1.60e-5 B/operation).",
  );
});

test("the same counts before and after hold, whatever they are and in which order the types come", () => {
  const count = fc.nat();
  const entry = fc.record({
    type: fc.constantFrom("A", "B", "C"),
    liveMessages: count,
    messageBytes: count,
    dataBlocks: count,
    dataBytes: count,
  });
  const ledger = fc.uniqueArray(entry, { selector: ({ type }) => type });
  fc.assert(
    fc.property(ledger, (entries) => {
      expect(ledgerLeak(entries, entries.toReversed(), 7).outcome).toBe("holds");
      expect(ledgerLeak(entries, [...entries, order(0, 1, 0)], 7).outcome).toBe("fails");
    }),
  );
});

test("what one type loses does not hide what another leaks", () => {
  const trade = { ...order(5, 1, 64), type: "Trade" };
  const finding = ledgerLeak([trade], [order(5, 1, 64)], 10);
  expect(finding.outcome).toBe("fails");
  expect(finding.sentence).toBe(
    "Leaks 5 messages, 1 block, 144 bytes of Order in 10 operations (14.4 B/operation). " +
      "Frees 5 messages, 1 block, 144 bytes of Trade more than it makes in 10 operations.",
  );
});

test.each([
  [order(-1, 0, 0), 10],
  [order(Number.NaN, 0, 0), 10],
  [order(0, 0, 0.5), 10],
  [order(0, 0, 0), 0],
  [order(0, 0, 0), Number.POSITIVE_INFINITY],
])("%o after %d operations is undecided, and no figure is made up", (counts, operations) => {
  const finding = ledgerLeak([], [counts], operations);
  expect(finding).toMatchObject({ outcome: "undecided", bytesPerOperation: null, interval: null });
  expect(JSON.stringify(finding)).not.toMatch(/NaN|Infinity/);
  expect(finding.wouldDecide).not.toBeNull();
});

test("a message that owns nothing is as many bytes as its block", () => {
  const { sentence, bytesPerOperation } = ledgerLeak([], [order(1, 0, 0)], 1_000_000, "cycles of orders");
  expect(sentence).toBe(
    "Leaks 1 message, 16 bytes of Order in 1,000,000 cycles of orders (1.60e-5 B/operation).",
  );
  expect(bytesPerOperation).toBe(16e-6);
});
