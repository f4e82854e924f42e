/**
 * Native calls over many messages. Oracles: plain loops over the properties of the views, in the documented order; the
 * error codes of docs/layout.md; the ledger.
 */
import { describe, expect, it } from "vitest";
import { types } from "../src/generated/index.ts";
import { DoublesMessage } from "../src/generated/strait/stress/v1/comparison.ts";
import { PriceTick } from "../src/generated/strait/stress/v1/market_data.ts";
import { type Arena, checkLedgerAtZero, createArena } from "../src/index.ts";
import type { MessageType } from "../src/runtime/index.ts";
import { type AnyMessage, create } from "./any-message.ts";
import { arenaWith } from "./scarcity/limited-arena.ts";

type Held = { view: AnyMessage; type: MessageType };

/** Two messages of every type, all in one arena, with content. */
function someOfEach(arena: Arena): { held: Held[]; handles: Float64Array } {
  const held = [...types, ...types].map((type) => ({ view: create(arena, type), type }));
  for (const [index, { view }] of held.entries()) arena.native.fill(view.handle, index, { maximumDepth: 2 });
  return { held, handles: Float64Array.from(held, ({ view }) => view.handle) };
}

/** Properties of the singular double fields, in order of field number. */
function doubleProperties(type: MessageType): string[] {
  const fields = type.fields.filter(({ kind, rule }) => kind === "double" && rule === "singular");
  return fields.toSorted((one, other) => one.number - other.number).map(({ property }) => property);
}

function sumOfViews(held: Held[]): number {
  let total = 0;
  for (const { view, type } of held) {
    const sums: [number, number, number, number] = [0, 0, 0, 0];
    for (const [index, property] of doubleProperties(type).entries()) {
      sums[index % 4] = (sums[index % 4] ?? 0) + Number(Reflect.get(view, property));
    }
    total += sums[0] + sums[1] + (sums[2] + sums[3]);
  }
  return total;
}

function failureOf(action: () => unknown): { code: string; message: string } {
  try {
    action();
  } catch (error) {
    if (error instanceof Error && "code" in error)
      return { code: String(error.code), message: error.message };
    throw error;
  }
  throw new Error("nothing was thrown");
}

describe("the doubles of many messages", () => {
  it("are filled in the documented order, and nothing else is touched", () => {
    const arena = createArena();
    const { held, handles } = someOfEach(arena);
    const before = someOfEach(arena).held;
    arena.native.fillDoubles(handles, 0.1);
    let next = 0;
    for (const [index, { view, type }] of held.entries()) {
      for (const property of doubleProperties(type)) {
        expect(Reflect.get(view, property)).toBe(0.1 + next);
        Reflect.set(before[index]?.view ?? view, property, 0.1 + next);
        next++;
      }
    }
    expect(next).toBeGreaterThan(200);
    for (const [index, { view }] of held.entries()) {
      const copy = before[index]?.view;
      if (copy === undefined) throw new Error("every message has a copy");
      expect(arena.native.checksum(view.handle)).toBe(arena.native.checksum(copy.handle));
      copy.free();
      view.free();
    }
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });

  it("are summed to the last bit as the documented order of additions gives it", () => {
    const arena = createArena();
    const { held, handles } = someOfEach(arena);
    for (const seed of [0.1, -1e15, 1 / 3]) {
      arena.native.fillDoubles(handles, seed);
      expect(arena.native.sumDoubles(handles)).toBe(sumOfViews(held));
    }
    const doubles = held.filter(({ type }) => type === DoublesMessage.type);
    for (const { view, type } of doubles) {
      for (const [index, property] of doubleProperties(type).entries())
        Reflect.set(view, property, 3 ** index);
    }
    expect(arena.native.sumDoubles(handles)).toBe(sumOfViews(held));
    for (const one of held) {
      expect(arena.native.sumDoubles(Float64Array.of(one.view.handle))).toBe(sumOfViews([one]));
    }
    expect(arena.native.sumDoubles(new Float64Array(0))).toBe(0);
  });

  it("are refused by position and code when a handle is bad; those before it are filled", () => {
    const arena = createArena();
    const [first, freed, last] = [PriceTick.create(arena), PriceTick.create(arena), PriceTick.create(arena)];
    const stale = freed.handle;
    freed.free();
    const faults: [number, string][] = [
      [Number.NaN, "NOT_A_HANDLE"],
      [0, "NOT_A_HANDLE"],
      [first.handle + 0.5, "NOT_A_HANDLE"],
      [-first.handle, "NOT_A_HANDLE"],
      [2 ** 53, "NOT_A_HANDLE"],
      [2 ** 53 - 1, "INDEX_OUT_OF_RANGE"],
      [stale, "STALE_HANDLE"],
      [stale + 2 ** 24, "NOT_LIVE"],
    ];
    for (const [index, [handle, code]] of faults.entries()) {
      const handles = Float64Array.of(first.handle, handle, last.handle);
      for (const refused of [
        failureOf(() => arena.native.fillDoubles(handles, index + 1)),
        failureOf(() => arena.native.sumDoubles(handles)),
      ]) {
        expect([handle, refused.code]).toEqual([handle, code]);
        expect(refused.message).toContain("element 1 of the batch");
      }
      expect([first.bidPrice, last.bidPrice]).toEqual([index + 1, 0]);
    }
  });

  it("can be reached while a message is lent", () => {
    const arena = createArena();
    const tick = PriceTick.create(arena);
    const state = (tick.handle % 2 ** 24) * 4 + 1;
    const slots = arena.slotChunks[0];
    if (slots === undefined) throw new Error("an arena with a message has slots");
    slots[state] = (slots[state] ?? 0) | (1 << 24);
    arena.native.fillDoubles(Float64Array.of(tick.handle), 5);
    expect(arena.native.sumDoubles(Float64Array.of(tick.handle))).toBe(11);
  });

  it("need an array of handles and a finite seed", () => {
    const { native } = createArena();
    for (const seed of [Number.NaN, Number.POSITIVE_INFINITY, "1", undefined]) {
      const refused = failureOf(() => Reflect.apply(native.fillDoubles, native, [new Float64Array(0), seed]));
      expect(refused).toEqual({ code: "INVALID_VALUE", message: expect.stringContaining("a finite number") });
    }
    for (const handles of [[], new Float32Array(1), new BigInt64Array(1), undefined, 1]) {
      for (const operation of [native.fillDoubles, native.sumDoubles]) {
        const refused = failureOf(() => Reflect.apply(operation, native, [handles, 1]));
        expect(refused).toEqual({
          code: "INVALID_VALUE",
          message: expect.stringContaining("a Float64Array"),
        });
      }
    }
  });
});

describe("a batch", () => {
  it("writes its handles in place, also when it needs memory in between", () => {
    const arena = createArena({ slabBytes: 65536 });
    const handles = new Float64Array(3000);
    for (const count of [3000, 10, 3000]) {
      arena.native.allocateBatch(PriceTick.type.id, handles.subarray(0, count));
      expect(new Set(handles.subarray(0, count)).size).toBe(count);
      for (const handle of handles.subarray(0, count)) expect(PriceTick.at(arena, handle).bidPrice).toBe(0);
      arena.native.fillDoubles(handles.subarray(0, count), 1);
      arena.native.freeBatch(handles.subarray(0, count));
      expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
    }
  });

  it("leaves nothing behind when its array is taken away while memory is asked for", () => {
    let handles = new Float64Array(0);
    const arena = arenaWith((give) => (bytes, position) => {
      if (handles.length > 0) structuredClone(handles, { transfer: [handles.buffer] });
      return give(bytes, position);
    });
    const first = new Float64Array(10);
    arena.native.allocateBatch(PriceTick.type.id, first);
    handles = new Float64Array(5000);
    const refused = failureOf(() => arena.native.allocateBatch(PriceTick.type.id, handles));
    expect(refused).toEqual({
      code: "INVALID_VALUE",
      message: expect.stringContaining("changed its length"),
    });
    arena.native.freeBatch(first);
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });
});
