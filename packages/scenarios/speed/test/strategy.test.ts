/** Oracle: the ledger and the scan of the memory, which no strategy keeps itself. */
import { checkLedgerAtZero, createArena } from "@strait/native";
import { describe, expect, it } from "vitest";
import { families, familyNames } from "../src/family.ts";
import { strategies } from "../src/strategy.ts";

describe.each(strategies.map((strategy) => [strategy.name, strategy] as const))(
  "strategy %s",
  (_name, strategy) => {
    it.each(familyNames)("allocates and frees as many of %s as it says, again and again", (family) => {
      const arena = createArena();
      const loops = strategy.start(arena, 100)[family];
      for (let round = 0; round < 3; round++) {
        expect(loops.allocate()).toBeGreaterThanOrEqual(100);
        expect(arena.ledger()).toMatchObject([{ type: families[family].type.name, liveMessages: 100 }]);
        expect(loops.free()).toBe(100);
        expect(loops.cycle()).toBeGreaterThan(0);
        expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
      }
    });
  },
);

it("has the design's goals for the messages that they are about", () => {
  const asked = familyNames.flatMap((family) =>
    Object.entries(families[family].goals).map(([strategy, goal]) => [family, strategy, goal.value]),
  );
  expect(asked).toEqual([
    ["tick", "javascript", 40_000_000],
    ["tick", "batch", 2],
    ["wide", "javascript", 20_000_000],
  ]);
  expect(familyNames.map((family) => families[family].type.size)).toEqual([16, 56, 616, 808]);
});
