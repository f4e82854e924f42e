import { phaseCase } from "@strait/harness";
import { checkLedgerAtZero, createArena, requireLive } from "@strait/native";
import { allocationAndFree } from "./metrics.ts";
import type { Strategy } from "./strategy.ts";

const count = 10_000;

/** 10,000 objects allocated, then all freed, by one strategy. */
export function pool({ name, title, start }: Strategy) {
  return phaseCase({
    name: `pool-${name}`,
    title: `10,000 objects, ${title}`,
    description: `Allocates 10,000 price ticks ${title}, cleared and ready to use, then frees them in the same order.`,
    metrics: allocationAndFree,
    start() {
      const arena = createArena();
      const allocator = start(arena, count);
      return {
        measure({ time }) {
          const allocate = time(count, allocator.allocate);
          requireLive(arena, count);
          const free = time(count, allocator.free);
          requireLive(arena, 0);
          return { allocate, free };
        },
        verify: () => [checkLedgerAtZero(arena)],
      };
    },
  });
}
