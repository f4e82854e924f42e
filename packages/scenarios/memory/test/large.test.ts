/** Oracle: arithmetic on what is asked for, the content that was written, the ledger. */
import { checkLedgerAtZero, createArena, requireLive } from "@strait/native";
import { describe, expect, it } from "vitest";
import { batchSize, blockStrategies, liveBlocks } from "../src/mebibyte-blocks.ts";
import { orderNames, orderOf } from "../src/order.ts";

const gibibyte = 2 ** 30;

it("keeps 1 GiB live where profile and memory allow, and else whole batches of less", () => {
  expect(liveBlocks("full", 8 * gibibyte)).toBe(1024);
  expect(liveBlocks("full", 2 * gibibyte)).toBe(1024);
  expect(liveBlocks("full", gibibyte)).toBe(512);
  expect(liveBlocks("full", 100 * 2 ** 20)).toBe(48);
  expect(liveBlocks("full", 0)).toBe(batchSize);
  expect(liveBlocks("quick", 8 * gibibyte)).toBe(32);
  expect(liveBlocks("smoke", 8 * gibibyte)).toBe(16);
});

describe.each(blockStrategies.map((strategy) => [strategy.name, strategy] as const))(
  "large blocks by %s",
  (_name, { start }) => {
    it("hold their content, as many as they say, and leave nothing behind", () => {
      const arena = createArena({ slabBytes: 2 ** 20 });
      const content = new Uint8Array(40_000).map((_, index) => index % 251);
      const allocator = start(arena, 2 * batchSize, content);
      for (let round = 0; round < 2; round++) {
        expect(allocator.allocate()).toBeGreaterThan(0);
        requireLive(arena, allocator.messages);
        const blocks = allocator.blocks();
        expect(blocks).toHaveLength(2 * batchSize);
        for (const block of blocks) expect(Buffer.compare(block.content, content)).toBe(0);
        allocator.free();
        expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
      }
    });
  },
);

describe("orders", () => {
  it.each(orderNames)("%s has every position once", (name) => {
    expect([...orderOf(name, 500, 3)].sort((a, b) => a - b)).toEqual([...orderOf("same", 500, 0)]);
  });

  it("are what their names say", () => {
    expect([...orderOf("same", 4, 1)]).toEqual([0, 1, 2, 3]);
    expect([...orderOf("reverse", 4, 1)]).toEqual([3, 2, 1, 0]);
    expect(orderOf("random", 500, 1)).toEqual(orderOf("random", 500, 1));
    expect(orderOf("random", 500, 1)).not.toEqual(orderOf("random", 500, 2));
    const near = [...orderOf("random", 500, 1)].filter((from, at) => Math.abs(from - at) < 5);
    expect(near.length).toBeLessThan(50);
  });
});
