/** Oracle: content written before, the audit, and arithmetic on pages of 8 KiB. */
import { readFileSync } from "node:fs";
import { createArena } from "@strait/native";
import type { MemoryUse } from "@strait/native/runtime";
import { PriceTick } from "@strait/native/stress/market_data";
import { MemoryBlock } from "@strait/native/stress/memory_blocks";
import { expect, it } from "vitest";

const content = new Uint8Array(20_000).map((_, index) => index % 251);
const usedBytes = ({ extents }: MemoryUse) => extents.reduce((sum, extent) => sum + extent.usedBytes, 0);

it("tells what every page is used for", () => {
  const arena = createArena();
  const blocks = Array.from({ length: 20 }, () => MemoryBlock.create(arena).assign({ content }));
  for (const index of [3, 4, 9]) blocks[index]?.free();
  const use = arena.memoryUse();
  const data = use.extents.filter(({ purpose }) => purpose === "data");
  // Blocks of 20,480 bytes, three to a span of 64 KiB with 4 KiB left; the last one of the seven spans has two free.
  expect(data.map(({ blockBytes, bytes }) => [blockBytes, bytes])).toEqual(Array(7).fill([20_480, 65_536]));
  expect(data.map((extent) => extent.usedBytes / 20_480)).toEqual([3, 1, 3, 2, 3, 3, 2]);
  expect(data.flatMap(({ freeRuns }) => freeRuns)).toEqual([40_960, 20_480, 20_480]);
  expect(usedBytes(use)).toBe(17 * (20_480 + 32));
  expect(use.heldBytes).toBe(
    use.extents.reduce((sum, { bytes }) => sum + bytes, 0) +
      use.pageMapBytes +
      use.slotBytes +
      use.controlBytes,
  );
});

it("gives back what no message is in, and leaves the others as they are", () => {
  const arena = createArena();
  const blocks = Array.from({ length: 3_000 }, () => MemoryBlock.create(arena).assign({ content }));
  const kept = blocks.filter((_, index) => index % 300 === 0);
  for (const block of blocks) if (!kept.includes(block)) block.free();
  const before = arena.memoryUse();
  const given = arena.trim();
  const after = arena.memoryUse();
  expect(usedBytes(after)).toBe(usedBytes(before));
  expect(usedBytes(after)).toBe(10 * (20_480 + 32));
  expect(given).toBe(process.platform === "linux" ? before.heldBytes - after.heldBytes : 0);
  // Each survivor keeps its span of 64 KiB, and all of them together two spans of structs.
  if (process.platform === "linux")
    expect(after.extents.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(12 * 65_536);
  for (const block of kept) expect(Buffer.compare(block.content, content)).toBe(0);
  expect(arena.audit().disagreements).toEqual([]);
  const again = Array.from({ length: 2_990 }, () => MemoryBlock.create(arena).assign({ content }));
  expect(arena.memoryUse().slabBytes).toBe(before.slabBytes);
  for (const block of [...kept, ...again]) expect(Buffer.compare(block.content, content)).toBe(0);
  expect(arena.audit().disagreements).toEqual([]);
});

it("refuses messages that were freed before a trim", () => {
  const arena = createArena();
  const tick = PriceTick.create(arena);
  const { handle } = tick;
  tick.free();
  arena.trim();
  expect(() => tick.bidPrice).toThrow("this message was freed");
  expect(PriceTick.create(arena).handle).not.toBe(handle);
  expect(() => arena.native.checksum(handle)).toThrow("no live message has this handle");
});

it("works in an arena that several threads share", () => {
  const arena = createArena({ shared: { bytes: 2 ** 26, members: 2 } });
  const blocks = Array.from({ length: 300 }, () => MemoryBlock.create(arena).assign({ content }));
  for (const block of blocks.slice(1)) block.free();
  expect(arena.trim()).toBeGreaterThan(process.platform === "linux" ? 5_000_000 : -1);
  expect(Buffer.compare(blocks[0]?.content ?? content.subarray(1), content)).toBe(0);
  expect(arena.audit().disagreements).toEqual([]);
});

/** Oracle: what the system counts as resident in the whole process, 48 MiB before and less than a tenth of it after. */
it.runIf(process.platform === "linux")("lets the system have the memory", () => {
  const resident = () => Number(readFileSync("/proc/self/statm", "utf8").split(" ")[1]) * 4096;
  const arena = createArena();
  const before = resident();
  const large = new Uint8Array(2 ** 20).fill(1);
  const blocks = Array.from({ length: 48 }, () => MemoryBlock.create(arena).assign({ content: large }));
  const full = resident() - before;
  for (const block of blocks) block.free();
  const freed = resident() - before;
  arena.trim();
  const trimmed = resident() - before;
  expect(full).toBeGreaterThan(40 * 2 ** 20);
  expect(freed).toBeGreaterThan(40 * 2 ** 20);
  expect(freed - trimmed).toBeGreaterThan(40 * 2 ** 20);
});
