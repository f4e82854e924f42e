import { phaseCase } from "@strait/harness";
import { checkLedgerAtZero, createArena, requireLive } from "@strait/native";
import { DoublesMessage } from "@strait/native/stress/comparison";
import { PriceTick } from "@strait/native/stress/market_data";
import { Order } from "@strait/native/stress/orders";
import { WideMessage } from "@strait/native/stress/wide";
import { allocationAndFree } from "./metrics.ts";

const rounds = 1_000;
const types = 4;

/** 1,000 objects of each of four types, allocated in turn so that their blocks interleave. */
export const fourTypes = phaseCase({
  name: "four-types",
  title: "1,000 each of four types, mixed",
  description:
    "Allocates a price tick, an order, a wide and a doubles message in turn, 1,000 times; then frees them type by type.",
  metrics: allocationAndFree,
  start() {
    const arena = createArena();
    const ticks: PriceTick[] = [];
    const orders: Order[] = [];
    const wides: WideMessage[] = [];
    const doubles: DoublesMessage[] = [];
    const allocateAll = () => {
      for (let index = 0; index < rounds; index++) {
        ticks[index] = PriceTick.create(arena);
        orders[index] = Order.create(arena);
        wides[index] = WideMessage.create(arena);
        doubles[index] = DoublesMessage.create(arena);
      }
      return doubles.length;
    };
    const freeAll = () => {
      for (const tick of ticks) tick.free();
      for (const order of orders) order.free();
      for (const wide of wides) wide.free();
      for (const message of doubles) message.free();
      return doubles.length;
    };
    return {
      measure({ time }) {
        const allocate = time(types * rounds, allocateAll);
        requireLive(arena, types * rounds);
        const free = time(types * rounds, freeAll);
        requireLive(arena, 0);
        return { allocate, free };
      },
      verify: () => [checkLedgerAtZero(arena)],
    };
  },
});
