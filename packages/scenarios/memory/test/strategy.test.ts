/** Oracle: the ledger and the scan of the memory, which the allocators do not keep themselves. */
import { checkLedgerAtZero, createArena, requireLive } from "@strait/native";
import { PriceTick } from "@strait/native/stress/market_data";
import { describe, expect, it } from "vitest";
import scenario from "../src/scenario.ts";
import { strategies } from "../src/strategy.ts";

describe.each(strategies.map((strategy) => [strategy.name, strategy] as const))(
  "strategy %s",
  (_name, strategy) => {
    it("allocates as many price ticks as it says, and frees them all, again and again", () => {
      const arena = createArena();
      const allocator = strategy.start(arena, 100);
      for (let round = 0; round < 3; round++) {
        expect(allocator.allocate()).toBe(100);
        expect(arena.ledger()).toEqual([
          { type: PriceTick.type.name, liveMessages: 100, dataBlocks: 0, dataBytes: 0 },
        ]);
        expect(allocator.free()).toBe(100);
        expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
      }
    });
  },
);

describe("arranging what is allocated", () => {
  it.each(strategies.map((strategy) => [strategy.name, strategy] as const))(
    "decides the order in which %s frees it: the last one freed is the first to come back",
    (_name, strategy) => {
      const arena = createArena();
      const fresh = strategy.start(arena, 3);
      fresh.allocate();
      // What is freed last heads the list, so the handles that come next tell the order.
      fresh.arrange(Uint32Array.of(1, 2, 0));
      fresh.free();
      const slots = Array.from({ length: 3 }, () => PriceTick.create(arena).handle % 2 ** 24);
      const [first, second, third] = [...slots].sort((a, b) => a - b);
      expect(slots).toEqual([first, third, second]);
    },
  );
});

describe("requireLive", () => {
  it("stops a case that did not do its work", () => {
    const arena = createArena();
    PriceTick.create(arena);
    requireLive(arena, 1);
    expect(() => requireLive(arena, 2)).toThrow("the ledger counts 1 live messages where 2 were expected");
  });
});

describe("the scenario", () => {
  it("has a case for every strategy, and those that leave holes", () => {
    const pools = strategies.map(({ name }) => `pool-${name}`);
    expect(scenario.cases.map(({ name }) => name)).toEqual([
      ...pools,
      "four-types",
      "interleaved-rounds",
      "rapid-cycles",
      "by-call-and-batch",
      "order-of-freeing",
      "mebibyte-blocks",
    ]);
  });
});
