import { checkLedgerAtZero, createArena } from "@strait/native";
import { PriceTick } from "@strait/native/stress/market_data";
import { comparison } from "../comparison.ts";

const pairs = 10_000;

/** A message in an arena that other threads may join: they could come between any two steps, so that each is atomic. */
export const shared = comparison({
  name: "shared",
  title: "Allocate and free in a shared arena",
  description:
    "Allocates a price tick in a shared arena that no other thread uses now, reads a field, and frees it.",
  operation: "pair",
  start: () => createArena({ shared: { bytes: 2 ** 26, members: 2 } }),
  ways: {
    strait: {
      title: "message in a shared arena",
      operations: pairs,
      run(arena) {
        let sum = 0;
        for (let pair = 0; pair < pairs; pair++) {
          const tick = PriceTick.create(arena);
          sum += tick.bidSize + pair;
          tick.free();
        }
        return sum;
      },
    },
  },
  floor: (floor) => ({
    title: "malloc and free, two calls",
    operations: pairs / 2,
    run() {
      let sum = 0;
      for (let pair = 0; pair < pairs / 2; pair++) {
        const address = floor.allocate(PriceTick.type.size);
        sum += address;
        floor.release(address);
      }
      return sum;
    },
  }),
  verify: (arena) => [checkLedgerAtZero(arena)],
});
