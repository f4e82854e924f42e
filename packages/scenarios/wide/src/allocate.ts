import { batchCase, floorPerSecond, goalPerSecond } from "@strait/harness";
import { type Arena, checkLedgerAtZero, createArena } from "@strait/native";
import { PriceTick } from "@strait/native/stress/market_data";
import { WideMessage } from "@strait/native/stress/wide";

const pairs = 10_000;

/** Absent fields read as defaults, so the message is ready to use; reading one field proves that it was cleared. */
export const allocateWide = batchCase({
  name: "allocate",
  title: "Allocate and free a wide message",
  description:
    "Allocates a message of 100 fields in JavaScript, cleared and generation-checked, reads one field, frees it.",
  metric: {
    name: "pair",
    title: "Allocate and free",
    operation: "allocation with its free",
    targets: [
      floorPerSecond(1_000, "asked of a first version: more than 1,000 allocations a second"),
      goalPerSecond(20_000_000, "design: at least 20 million pairs a second, ready to use"),
    ],
  },
  operationsPerBatch: pairs,
  start: () =>
    workload((arena) => {
      let sum = 0;
      for (let pair = 0; pair < pairs; pair++) {
        const message = WideMessage.create(arena);
        sum += message.bladeCount + pair;
        message.free();
      }
      return sum;
    }),
});

/** The small message beside the wide one: what of the cost is clearing 100 fields, what is the slot. */
export const allocateSmall = batchCase({
  name: "allocate-small",
  title: "Allocate and free an 8-field message",
  description:
    "Allocates a price tick in JavaScript, cleared and generation-checked, reads one field, frees it.",
  metric: {
    name: "pair",
    title: "Allocate and free",
    operation: "allocation with its free",
    targets: [goalPerSecond(40_000_000, "design: at least 40 million pairs a second, ready to use")],
  },
  operationsPerBatch: pairs,
  start: () =>
    workload((arena) => {
      let sum = 0;
      for (let pair = 0; pair < pairs; pair++) {
        const tick = PriceTick.create(arena);
        sum += tick.bidSize + pair;
        tick.free();
      }
      return sum;
    }),
});

/** `allocate` in an arena of its own, beside the loop without its work. */
function workload(allocate: (arena: Arena) => number) {
  const arena = createArena();
  return {
    batch: () => allocate(arena),
    empty() {
      let sum = 0;
      for (let pair = 0; pair < pairs; pair++) sum += pair;
      return sum;
    },
    verify: () => [checkLedgerAtZero(arena)],
  };
}
