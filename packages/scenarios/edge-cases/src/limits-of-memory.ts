import { type Arena, createArena } from "@strait/native";
import { EmptyMessage } from "@strait/native/stress/boundaries";
import { PriceTick } from "@strait/native/stress/market_data";
import { MemoryBlock } from "@strait/native/stress/memory_blocks";
import { TreeNode } from "@strait/native/stress/recursion";
import type { Limit } from "./limit.ts";

const tooLarge = 2 ** 31;

/** Limits of how much there can be. Those whose limit itself takes gigabytes have a smaller `at`, and say so. */
export function limitsOfMemory(arena: Arena): readonly Limit[] {
  const block = MemoryBlock.create(arena);
  const limited = createArena({ slabBytes: 2 ** 16, maximumBytes: 2 ** 18 });
  const few = createArena({ shared: { bytes: 2 ** 22, messages: 65_535 } });
  const ticks: PriceTick[] = [];
  const messages = new Float64Array(15 * 4_096);
  return [
    {
      name: "maximumBytes of an arena",
      at() {
        // Four slabs of 64 KiB, less their page maps and what the last span leaves.
        for (let count = 0; count < 2_048; count++) ticks.push(PriceTick.create(limited));
      },
      beyond() {
        for (let count = 0; count < 2_048; count++) ticks.push(PriceTick.create(limited));
      },
      code: "OUT_OF_MEMORY",
    },
    {
      name: "messages of a shared arena with 65,535 slots, which the smallest messages take 4,096 at a time",
      at: () => few.native.allocateBatch(EmptyMessage.type.id, messages),
      beyond: () => EmptyMessage.create(few),
      code: "OUT_OF_MEMORY",
    },
    {
      name: "bytes of one value: the limit of 2 GiB is not tried, only beyond it",
      at() {
        block.content = new Uint8Array(2 ** 20);
      },
      beyond() {
        block.content = new Uint8Array(tooLarge);
      },
      code: "OUT_OF_MEMORY",
    },
    {
      name: "messages of one tree: the limit of 16,777,215 is not tried, only beyond it",
      at: () => arena.native.free(arena.native.buildTree(TreeNode.type.id, 2, 1_000)),
      beyond: () => arena.native.buildTree(TreeNode.type.id, 2, 2 ** 24 - 1),
      code: "OUT_OF_MEMORY",
    },
    {
      name: "the largest block with a size class, and the smallest that is a run of pages",
      at() {
        for (const [bytes, capacity] of [
          [32_768, 32_768],
          [32_769, 40_960],
        ] as const) {
          const one = MemoryBlock.create(arena).assign({ content: new Uint8Array(bytes) });
          const { blockBytes, structBytes } = arena.native.memorySize(one.handle);
          one.free();
          if (blockBytes - structBytes !== capacity)
            throw new Error(`${bytes} bytes are in a block of ${blockBytes - structBytes}`);
        }
      },
      beyond: () => arena.native.allocateRun(2 ** 36),
      code: "OUT_OF_MEMORY",
    },
  ];
}
