import { batchCase, floorPerSecond } from "@strait/harness";
import { checkLedgerAtZero, createArena } from "@strait/native";
import { PriceTick } from "@strait/native/stress/market_data";

const cycles = 1_000;

/** The same block again and again: allocated, written, read, freed. */
export const rapidCycles = batchCase({
  name: "rapid-cycles",
  title: "1,000 rapid cycles",
  description:
    "Allocates a price tick, writes a field, reads it back and frees the tick, 1,000 times in a row.",
  metric: {
    name: "cycle",
    title: "Allocate and free",
    operation: "cycle",
    targets: [
      floorPerSecond(
        1_000,
        "asked of a first version: more than 1,000 allocations and deallocations a second",
      ),
    ],
  },
  operationsPerBatch: cycles,
  start() {
    const arena = createArena();
    return {
      batch() {
        let sum = 0;
        for (let cycle = 0; cycle < cycles; cycle++) {
          const tick = PriceTick.create(arena);
          tick.bidSize = cycle;
          sum += tick.bidSize;
          tick.free();
        }
        return sum;
      },
      empty() {
        let sum = 0;
        for (let cycle = 0; cycle < cycles; cycle++) sum += cycle;
        return sum;
      },
      verify: () => [checkLedgerAtZero(arena)],
    };
  },
});
