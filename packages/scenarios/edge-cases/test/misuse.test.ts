/** Oracle: the codes of docs/errors.md, the ledger and the audit; planted defects that the checks must see. */
import { checkLedgerAtZero, createArena, refusalCode } from "@strait/native";
import { handleIndex } from "@strait/native/runtime";
import { GraphNeighbours } from "@strait/native/stress/graph";
import { PriceTick } from "@strait/native/stress/market_data";
import { describe, expect, it } from "vitest";
import { calls } from "../src/calls.ts";
import { checkMisuse } from "../src/refused-calls.ts";
import { tickOfLastGeneration } from "../src/retirement.ts";
import { openScene, wrongs } from "../src/scene.ts";

describe("misuse of handles", () => {
  it("is refused with its code by every call, and a right handle is not", () => {
    const scene = openScene();
    expect(checkMisuse(scene)).toMatchObject({ passed: true });
    const { arena, handles } = scene;
    for (const call of calls.filter(({ name }) => !name.startsWith("free"))) {
      expect([call.name, refusalCode(() => call.make(arena, handles.good))]).toEqual([call.name, "none"]);
    }
    scene.close();
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });

  it("has a wrong handle for every code that a handle can be refused with", () => {
    expect([...new Set(wrongs.map(({ code }) => code))]).toEqual([
      "NOT_A_HANDLE",
      "INDEX_OUT_OF_RANGE",
      "STALE_HANDLE",
      "NOT_LIVE",
      "WRONG_TYPE",
      "OWNED",
      "LENT",
    ]);
  });

  it("is found when a handle is not refused, with what and where", () => {
    const scene = openScene();
    const right = GraphNeighbours.create(scene.arena).handle;
    const check = checkMisuse({ ...scene, handles: { ...scene.handles, reused: right } });
    expect(check.passed).toBe(false);
    expect(check.detail).toContain(
      "GraphNeighbours.at of a handle that is freed, with its slot in use again ended with none, not STALE_HANDLE",
    );
    expect(check.detail).toContain("the ledger changed");
  });

  it("is found when a loan did not hold", () => {
    const scene = openScene();
    scene.arena.native.giveBack(scene.lent.handle);
    expect(checkMisuse(scene).detail).toContain("ended with none");
  });
});

describe("a slot of the last generation", () => {
  it("is retired when its message is freed, and its block is not lost", () => {
    const arena = createArena();
    const ticks = Array.from({ length: 20 }, () => tickOfLastGeneration(arena));
    const handles = ticks.map(({ handle }) => handle);
    const slots = new Set(handles.map(handleIndex));
    for (const tick of ticks) tick.free();
    for (const handle of handles) expect(refusalCode(() => PriceTick.at(arena, handle))).toBe("STALE_HANDLE");
    const bytes = arena.audit().slabBytes;
    const fresh = Array.from({ length: 5_000 }, () => PriceTick.create(arena));
    expect(fresh.filter(({ handle }) => slots.has(handleIndex(handle)))).toEqual([]);
    for (const tick of fresh) tick.free();
    expect(arena.audit()).toMatchObject({ leakedBlocks: 0, slabBytes: bytes, disagreements: [] });
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });
});
