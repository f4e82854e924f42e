/** Oracle: the counts that the cases give. */
import { expect, it } from "vitest";
import { measureCase } from "../src/fork/measure-case.ts";
import { countCase, keepLedger, type LedgerCounts } from "../src/index.ts";
import { profiles } from "../src/run/index.ts";

const orders = (liveMessages: number): LedgerCounts => ({
  type: "Order",
  liveMessages,
  messageBytes: 64 * liveMessages,
  dataBlocks: 0,
  dataBytes: 0,
});

it("a ledger keeps its first reading, those that differ from the one before, and the last", () => {
  let live = 0;
  const ledger = keepLedger("Arena", "cycles", () => [orders(live)]);
  for (let cycle = 0; cycle <= 100; cycle += 1) {
    live = cycle < 50 ? 0 : 1;
    ledger.read(cycle);
  }
  const { readings } = ledger.readings();
  expect(readings.map(({ operations, counts }) => [operations, counts[0]?.liveMessages])).toEqual([
    [0, 0],
    [49, 0],
    [50, 1],
    [100, 1],
  ]);
});

const options = {
  seed: 1,
  profileName: "smoke",
  profile: profiles.smoke,
  pauseAt: async () => {},
  onThrown: () => {},
} as const;
const described = { name: "kept", title: "Kept", description: "Keeps a ledger." };
const metrics = { cycles: { title: "Cycles", operation: "fork", unit: "count" } } as const;

it("what a case's ledgers counted is recorded, as it stands after the case was verified", async () => {
  const freed = { place: "Arena", work: "cycles", readings: [{ operations: 0, counts: [orders(2)] }] };
  const kept = countCase({
    ...described,
    metrics,
    start() {
      let verified = false;
      return {
        count: () => ({ cycles: 1 }),
        verify() {
          verified = true;
          return [];
        },
        ledgers: () => (verified ? [freed] : []),
      };
    },
  });
  expect(await measureCase(kept, options)).toMatchObject({ error: null, ledgers: [freed] });
});

it("a case without ledgers has none in its record", async () => {
  const without = countCase({ ...described, metrics, start: () => ({ count: () => ({ cycles: 1 }) }) });
  expect(await measureCase(without, options)).not.toHaveProperty("ledgers");
});
