/**
 * Handles that name nothing, through every call that takes one. Oracles: the code of each fault in the order of
 * docs/layout.md; the ledger and the audit, in which nothing may change; the messages that live meanwhile.
 */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PriceTick } from "../src/generated/strait/stress/v1/market_data.ts";
import { createArena } from "../src/index.ts";
import { packHandle } from "../src/runtime/index.ts";
import { codeOf } from "./errors-thrown.ts";
import { batch, entries, faults, largestIndex, type Scene, scene } from "./misuse/faults.ts";

describe.each(faults)("a handle that is $name", ({ code, handle, only }) => {
  let stage: Scene;
  beforeEach(() => {
    stage = scene();
  });
  afterEach(() => {
    expect(stage.live.toObject()).toEqual({ nodeIds: [1, 2, 3], weights: [0.5] });
    expect(stage.arena.audit().disagreements).toEqual([]);
    stage.arena.reset();
    expect(stage.arena.audit()).toMatchObject({ types: [], disagreements: [] });
  });

  it.each(entries.filter(([name]) => only === undefined || only.includes(name)))(
    `is ${code} to %s, and changes nothing`,
    (_name, call) => {
      const { arena } = stage;
      const bad = handle(stage);
      const ledger = arena.ledger();
      // A handle of the wrong type is what this test is about.
      expect(codeOf(() => Reflect.apply(call, undefined, [arena, bad]))).toBe(code);
      expect(arena.ledger()).toEqual(ledger);
    },
  );
});

describe("a batch with a bad handle in the middle", () => {
  it("names the first bad one; those before it are freed, those after it are not", () => {
    const bad: [number, string][] = [
      [Number.NaN, "NOT_A_HANDLE"],
      [packHandle(largestIndex, 1), "INDEX_OUT_OF_RANGE"],
      [0, "NOT_A_HANDLE"],
    ];
    for (const [handle, code] of bad) {
      const arena = createArena();
      const ticks = Array.from({ length: 9 }, () => PriceTick.create(arena));
      const handles = batch(ticks.map((tick) => tick.handle));
      handles[4] = handle;
      expect(codeOf(() => arena.native.freeBatch(handles))).toBe(code);
      expect(() => arena.native.freeBatch(handles)).toThrow("element 0 of the batch");
      expect(ticks.map(({ isLive }) => isLive)).toEqual([
        false,
        false,
        false,
        false,
        true,
        true,
        true,
        true,
        true,
      ]);
      expect(arena.ledger()).toMatchObject([{ type: PriceTick.type.name, liveMessages: 5 }]);
      expect(arena.audit().disagreements).toEqual([]);
      arena.native.freeBatch(batch(ticks.slice(4).map((tick) => tick.handle)));
      expect(arena.audit()).toMatchObject({ types: [], disagreements: [] });
    }
  });

  it("refuses the second of two equal handles", () => {
    const arena = createArena();
    const first = PriceTick.create(arena).handle;
    const second = PriceTick.create(arena).handle;
    expect(() => arena.native.freeBatch(batch([first, second, first]))).toThrow("element 2 of the batch");
    expect(arena.audit()).toMatchObject({ types: [], disagreements: [] });
  });

  it.each([
    ["an Array", [1]],
    ["a Float32Array", new Float32Array(1)],
    ["a BigInt64Array", new BigInt64Array(1)],
    ["an ArrayBuffer", new ArrayBuffer(8)],
    ["undefined", undefined],
    ["a number", 7],
  ])("is refused when it is %s", (_name, handles) => {
    const arena = createArena();
    expect(codeOf(() => Reflect.apply(arena.native.freeBatch, undefined, [handles]))).toBe("INVALID_VALUE");
    expect(codeOf(() => Reflect.apply(arena.native.allocateBatch, undefined, [0, handles]))).toBe(
      "INVALID_VALUE",
    );
    expect(arena.ledger()).toEqual([]);
  });

  it("may be empty, or lie in shared memory", () => {
    const arena = createArena();
    arena.native.freeBatch(new Float64Array(0));
    const shared = new Float64Array(new SharedArrayBuffer(8));
    arena.native.allocateBatch(PriceTick.type.id, shared);
    arena.native.freeBatch(shared);
    expect(arena.audit()).toMatchObject({ types: [], disagreements: [] });
  });
});
