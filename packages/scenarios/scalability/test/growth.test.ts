/** Oracle: arithmetic on the sizes, and bytes counted by hand from the size classes of docs/layout.md. */
import { createArena, PriceTick } from "@strait/native";
import { expect, it } from "vitest";
import { sizes } from "../src/growth.ts";

it("takes at least 12 sizes over two decades, at nearly equal ratios, with 1,000 and 10,000 among them", () => {
  expect(sizes.length).toBeGreaterThanOrEqual(12);
  expect(sizes).toContain(1_000);
  expect(sizes).toContain(10_000);
  expect(sizes.at(-1)).toBe(100_000);
  const ratios = sizes.slice(1).map((size, index) => size / (sizes[index] ?? Number.NaN));
  expect(Math.min(...ratios)).toBeGreaterThan(1.4);
  expect(Math.max(...ratios)).toBeLessThan(1.6);
});

it("counts the bytes of live messages: block and slot of each", () => {
  const arena = createArena();
  const ticks = Array.from({ length: 10 }, () => PriceTick.create(arena));
  expect(arena.liveBytes()).toBe(10 * (64 + 16));
  for (const tick of ticks) tick.free();
  expect(arena.liveBytes()).toBe(0);
});
