/**
 * Memory that is refused at every place where an arena asks for it. Oracles: the checksum of every message before the
 * step that failed, the ledger, the audit; and the same step once there is memory again.
 */
import { describe, expect, it } from "vitest";
import { exhaust } from "./scarcity/exhaust.ts";
import { limitedArena } from "./scarcity/limited-arena.ts";
import { checksums, desk, release, steps } from "./scarcity/steps.ts";

function refuse(): never {
  throw new Error("no memory today");
}

describe.each(steps)("when there is no memory: $name", ({ run, empties }) => {
  it("is an error wherever it comes, changes nothing, and works once there is memory", () => {
    let failures = 0;
    for (let left = 0; ; left++) {
      const limited = limitedArena(refuse);
      const { arena, allowed } = limited;
      const on = desk(arena);
      // Every other time with nothing left, so that requests come at different places.
      if (left % 2 === 1) exhaust(limited);
      const before = checksums(on);
      const ledger = arena.ledger();
      allowed.left = left >> 1;
      let error: unknown;
      let made: unknown;
      try {
        made = run(on);
      } catch (caught) {
        error = caught;
      }
      allowed.left = Number.POSITIVE_INFINITY;
      expect(arena.audit().disagreements).toEqual([]);
      if (error !== undefined) {
        failures++;
        expect(String(error)).toContain("no memory today");
        if (empties !== true) {
          expect(checksums(on)).toEqual(before);
          const counts = arena.ledger().map(({ type, liveMessages }) => [type, liveMessages]);
          expect(counts).toEqual(ledger.map(({ type, liveMessages }) => [type, liveMessages]));
        }
        made = run(on);
      }
      release(arena, made);
      expect(arena.audit().disagreements).toEqual([]);
      for (const message of [on.chat, on.maps, on.arrays, on.tree, on.entry]) message.free();
      arena.reset();
      expect(arena.audit()).toMatchObject({ types: [], disagreements: [] });
      if (error === undefined && left % 2 === 1) break;
      if (left > 400) expect.fail("it asks for memory without end");
    }
    expect(failures).toBeGreaterThan(0);
  });
});
