/** Oracle: the numbers that messages were made with, and the ledger, which must not depend on who was replaced. */
import { runOnce } from "@strait/harness";
import { checkLedgerAtZero, createArena, ledgerCounts } from "@strait/native";
import { describe, expect, it } from "vitest";
import scenario from "../src/scenario.ts";
import { createPlaces, live, makeMessage, readMessage, typeAt } from "../src/standing-pool.ts";

describe("the standing pool", () => {
  it("gives back the number that each message was made with, in a message of its place's type", () => {
    const arena = createArena();
    for (let place = 0; place < 64; place += 1) {
      const message = makeMessage(arena, place, 7 * place);
      expect(readMessage(message)).toBe(7 * place);
      expect(arena.ledger().map(({ type }) => type)).toContain(arena.schema.types[typeAt(place)]?.name);
      message.free();
    }
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });

  it("counts the same in the ledger whichever places were replaced", () => {
    const arena = createArena();
    const messages = Array.from({ length: live }, (_, place) => makeMessage(arena, place, 1));
    const before = ledgerCounts(arena);
    const nextPlace = createPlaces(5);
    for (let turn = 0; turn < 10_000; turn += 1) {
      const place = nextPlace();
      messages[place]?.free();
      messages[place] = makeMessage(arena, place, turn);
    }
    expect(ledgerCounts(arena)).toEqual(before);
  });

  it("visits places in an order that its seed decides, all of them", () => {
    const visited = (seed: number) => {
      const nextPlace = createPlaces(seed);
      return Array.from({ length: 2 ** 15 }, nextPlace);
    };
    expect(visited(1)).toEqual(visited(1));
    expect(visited(1)).not.toEqual(visited(2));
    expect(new Set(visited(1)).size).toBe(live);
  });
});

describe.each(scenario.cases.map((one) => [one.name, one] as const))("case %s", (_name, one) => {
  it("passes its own checks", () => {
    const { checks } = runOnce(one);
    expect(checks.length).toBeGreaterThan(1);
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
  });
});
