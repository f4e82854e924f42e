import { phaseCase, type Stopwatch, type TimeMetric, type Timing, untimed } from "@strait/harness";
import { checkLedgerAtZero, createArena, requireLive } from "@strait/native";
import { orderNames, orderOf } from "./order.ts";
import { strategies } from "./strategy.ts";

const count = 10_000;

const afterOrder = { same: "the same", reverse: "reverse", random: "random" } as const;

const metrics = Object.fromEntries(
  strategies.flatMap(({ name, title }) =>
    orderNames.flatMap((order): [string, TimeMetric][] => [
      [`free-${name}-${order}`, { title: `Free ${title}, ${order} order`, operation: "deallocation" }],
      [
        `again-${name}-${order}`,
        { title: `Allocate ${title} after ${afterOrder[order]}`, operation: "allocation" },
      ],
    ]),
  ),
);

/** Freeing in the order of allocation, backwards and at random, and what each leaves to the next allocation. */
export const orderOfFreeing = phaseCase({
  name: "order-of-freeing",
  title: "Freed in the same, reverse and random order",
  description:
    "Allocates 10,000 price ticks in an arena that was reset, so that they lie side by side, frees them in one of three orders, and allocates as many again from the lists that this order left; by every strategy.",
  metrics,
  start({ seed }) {
    const arena = createArena();
    const allocators = strategies.map(({ name, start }) => ({ name, allocator: start(arena, count) }));
    const orders = orderNames.map((order) => ({ order, positions: orderOf(order, count, seed) }));
    const measure = ({ time }: Stopwatch) => {
      const timings: Record<string, Timing> = {};
      for (const { name, allocator } of allocators) {
        for (const { order, positions } of orders) {
          arena.reset();
          allocator.allocate();
          allocator.arrange(positions);
          timings[`free-${name}-${order}`] = time(count, allocator.free);
          requireLive(arena, 0);
          timings[`again-${name}-${order}`] = time(count, allocator.allocate);
          requireLive(arena, count);
          allocator.free();
        }
      }
      return timings;
    };
    return {
      warmUp() {
        for (let round = 0; round < 5; round++) measure(untimed);
      },
      measure,
      verify: () => [checkLedgerAtZero(arena)],
    };
  },
});
