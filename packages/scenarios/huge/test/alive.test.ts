/** Oracle: arithmetic on the sizes; the checksum that JavaScript takes of a real message through its view. */
import { checksum, createArena } from "@strait/native";
import { MemoryBlock } from "@strait/native/stress/memory_blocks";
import { expect, it } from "vitest";
import { liveCount, spreadSizes } from "../src/alive.ts";
import { checksumOfBlock } from "../src/block-checksum.ts";
import { patternedBytes } from "../src/size.ts";

const mebibyte = 2 ** 20;

it("spreads 100 messages over 4 KiB to 16 MiB at equal ratios, 199 MiB in all", () => {
  const sizes = spreadSizes("full");
  expect([sizes.length, sizes.at(0), sizes.at(-1)]).toEqual([100, 4096, 16 * mebibyte]);
  const ratios = sizes.slice(1).map((size, index) => size / (sizes[index] ?? Number.NaN));
  expect(Math.max(...ratios) / Math.min(...ratios)).toBeLessThan(1.001);
  expect(Math.round(sizes.reduce((sum, size) => sum + size, 0) / mebibyte)).toBe(199);
});

it("keeps as many of the largest alive as profile and memory allow, 100 at most and one at least", () => {
  expect(liveCount("full", 64 * 1024 * mebibyte)).toBe(100);
  expect(liveCount("full", 1024 * mebibyte)).toBe(16);
  expect(liveCount("quick", 64 * 1024 * mebibyte)).toBe(3);
  expect(liveCount("smoke", 64 * 1024 * mebibyte)).toBe(2);
  expect(liveCount("full", 0)).toBe(1);
});

it.each([0, 1, 2, 3, 4, 5, 1_003])("works out the checksum of a block of %i bytes", (bytes) => {
  const arena = createArena();
  const content = patternedBytes(bytes + 3, 5).subarray(3);
  using block = MemoryBlock.create(arena).assign({ content });
  expect(checksumOfBlock(content)).toBe(checksum(block, MemoryBlock.type));
  expect(checksumOfBlock(content)).toBe(arena.native.checksum(block.handle));
});
