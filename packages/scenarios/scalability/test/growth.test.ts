/** Oracle: arithmetic on the sizes, and bytes counted by hand from the size classes of docs/layout.md. */
import { createArena, PriceTick } from "@strait/native";
import { expect, it } from "vitest";
import { sizes } from "../src/growth.ts";
import { entryCounts } from "../src/map-entries.ts";

it("takes at least 12 sizes over two decades, at nearly equal ratios, with 1,000 and 10,000 among them", () => {
  expect(sizes.length).toBeGreaterThanOrEqual(12);
  expect(sizes).toContain(1_000);
  expect(sizes).toContain(10_000);
  expect(sizes.at(-1)).toBe(100_000);
  const ratios = sizes.slice(1).map((size, index) => size / (sizes[index] ?? Number.NaN));
  expect(Math.min(...ratios)).toBeGreaterThan(1.4);
  expect(Math.max(...ratios)).toBeLessThan(1.6);
});

it("takes maps from 16 to 100,000 entries, at nearly equal ratios", () => {
  expect([entryCounts.at(0), entryCounts.at(-1)]).toEqual([16, 100_000]);
  const ratios = entryCounts.slice(1).map((count, index) => count / (entryCounts[index] ?? Number.NaN));
  expect(Math.min(...ratios)).toBeGreaterThan(2);
  expect(Math.max(...ratios)).toBeLessThan(2.2);
});

it("counts the bytes of live messages: block and slot of each", () => {
  const arena = createArena();
  const ticks = Array.from({ length: 10 }, () => PriceTick.create(arena));
  expect(arena.liveBytes()).toBe(10 * (64 + 16));
  for (const tick of ticks) tick.free();
  expect(arena.liveBytes()).toBe(0);
});
