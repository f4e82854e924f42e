/** Oracle: the counts that are planted. */
import type { LedgerCounts, LedgerReadings } from "@strait/results";
import { describe, expect, it } from "vitest";
import { analyse, judgeAgain, recordVerdicts } from "../../src/index.ts";
import { plantCase, plantFile, plantFork, plantSeries, timeMetric } from "../planted-file.ts";

const orders = (live: number): LedgerCounts[] =>
  live === 0
    ? []
    : [{ type: "Order", liveMessages: live, messageBytes: 64 * live, dataBlocks: 0, dataBytes: 0 }];

/** A ledger that was read before, half-way and after as many operations. */
function ledger(place: string, work: string, ...live: readonly [number, number, number]): LedgerReadings {
  const readings = live.map((count, index) => ({ operations: 500 * index, counts: orders(count) }));
  return { place, work, readings };
}

function verdictsOf(ledgers: readonly (readonly LedgerReadings[])[]) {
  const forks = ledgers.map((own, fork) =>
    plantFork(fork, { series: [plantSeries([100])], ledgers: [...own] }),
  );
  const file = plantFile([plantCase([{ ...timeMetric, targets: [] }])], forks);
  const analysis = analyse(file);
  const verdicts = analysis.verdicts.filter(({ question }) => question === "leak");
  return { verdicts, records: recordVerdicts(file, analysis) };
}

describe("a case that keeps ledgers", () => {
  it("has one verdict for each place, which names all work after which nothing was left", () => {
    const clean = [
      ledger("Arena", "cycles of orders", 0, 0, 0),
      ledger("Arena", "cycles of trades", 2, 2, 2),
      ledger("Rust heap", "calls", 0, 3, 0),
    ];
    const { verdicts } = verdictsOf([clean, clean]);
    expect(verdicts.map(({ outcome, metric }) => [outcome, metric])).toEqual([
      ["holds", null],
      ["holds", null],
    ]);
    expect(verdicts[0]?.sentence).toBe(
      "Arena: no message, block or byte is left by 2,000 cycles of orders, 2,000 cycles of trades (2 forks).",
    );
  });

  it("leaks when a single message is left in a single fork: place, type, bytes and since when are named", () => {
    const clean = [ledger("Arena", "cycles", 0, 0, 0)];
    const { verdicts } = verdictsOf([clean, [ledger("Arena", "cycles", 0, 1, 1)], clean]);
    expect(verdicts).toMatchObject([
      {
        outcome: "fails",
        sentence:
          "Arena: Leaks 1 message, 64 bytes of Order in 1,000 cycles (0.064 B/operation). It begins within 500. (1 of 3 forks)",
      },
    ]);
  });

  it("fails as well when more is freed than was made", () => {
    const { verdicts } = verdictsOf([[ledger("Arena", "cycles", 3, 3, 2)]]);
    expect(verdicts[0]).toMatchObject({ outcome: "fails" });
    expect(verdicts[0]?.sentence).toContain("Frees 1 message, 64 bytes of Order more than it makes");
  });

  it("is judged again from its record alone, and otherwise when a count is another", () => {
    const { records } = verdictsOf([[ledger("Arena", "cycles", 0, 0, 0)]]);
    const again = (changed: typeof records) => judgeAgain(changed).map(({ outcome }) => outcome);
    expect(again(records)).toEqual(records.map(({ outcome }) => outcome));
    const tampered = records.map((record) =>
      record.inputs.kind === "ledgers"
        ? { ...record, inputs: { ...record.inputs, forks: [[ledger("Arena", "cycles", 0, 0, 1)]] } }
        : record,
    );
    expect(again(tampered)).toContain("fails");
  });

  it("is undecided where nothing lies between two readings", () => {
    const once = { place: "Arena", work: "cycles", readings: [{ operations: 0, counts: [] }] };
    expect(verdictsOf([[once]]).verdicts).toMatchObject([{ outcome: "undecided" }]);
  });

  it("has no verdict where no ledger was read", () => {
    expect(verdictsOf([[]]).verdicts).toEqual([]);
  });
});
