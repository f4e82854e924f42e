/** Oracle: arithmetic on the sizes, and bytes counted by hand from the size classes of docs/layout.md. */
import type { Case } from "@strait/harness";
import { createArena } from "@strait/native";
import { PriceTick } from "@strait/native/stress/market_data";
import { expect, it } from "vitest";
import { entryCounts } from "../src/map-entries.ts";
import scenario from "../src/scenario.ts";

type Profile = "smoke" | "quick" | "full";

/** A sweep as a profile measures it. */
function caseFor(one: Case, profile: Profile) {
  const sizes = one.kind === "phases" ? one.forProfile?.(profile).sizes : undefined;
  return { name: one.name, sizes: sizes ?? [] };
}

it.each(["smoke", "quick", "full"] as const)(
  "takes at least 12 sizes over two decades, at nearly equal ratios, in profile %s",
  (profile) => {
    for (const one of scenario.cases) {
      const { sizes, name } = caseFor(one, profile);
      expect(sizes.length, name).toBeGreaterThanOrEqual(12);
      expect((sizes.at(-1) ?? 0) / (sizes[0] ?? 0), name).toBeGreaterThanOrEqual(100);
      const ratios = sizes.slice(1).map((size, index) => size / (sizes[index] ?? Number.NaN));
      expect(Math.max(...ratios) / Math.min(...ratios), name).toBeLessThan(1.25);
    }
  },
);

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
