/** Functions that give an arena memory and do not do as they should. Oracles: the audit, and the same step later. */
import { describe, expect, it } from "vitest";
import { ChatMessage } from "../src/generated/strait/stress/v1/chat.ts";
import { PriceTick } from "../src/generated/strait/stress/v1/market_data.ts";
import { type Arena, ArenaError, createArena } from "../src/index.ts";
import { arenaWith, limitedArena } from "./scarcity/limited-arena.ts";
import { checksums, desk, release, steps } from "./scarcity/steps.ts";

/** How the function that an arena asks fails: it throws, or returns what it must not. */
const refusals: readonly [name: string, fail: (bytes: number) => unknown][] = [
  [
    "throws",
    () => {
      throw new Error("no memory today");
    },
  ],
  ["returns nothing", () => undefined],
  ["returns null", () => null],
  ["returns a number", () => 4096],
  ["returns a buffer without a view", (bytes) => new SharedArrayBuffer(bytes)],
  ["returns memory that is not shared", (bytes) => new Uint8Array(bytes)],
  ["returns too little", (bytes) => new Uint8Array(new SharedArrayBuffer(bytes / 2))],
  ["returns too much", (bytes) => new Uint8Array(new SharedArrayBuffer(bytes * 2))],
  ["returns none", () => new Uint8Array(new SharedArrayBuffer(0))],
  ["returns another kind of array", (bytes) => new Float64Array(new SharedArrayBuffer(bytes))],
  ["returns a DataView", (bytes) => new DataView(new SharedArrayBuffer(bytes))],
  ["returns what is not aligned", (bytes) => new Uint8Array(new SharedArrayBuffer(bytes + 8), 4, bytes)],
];

describe.each(refusals)("a function that gives memory and %s", (_name, fail) => {
  it.each(["allocate", "buildTree", "decode", "create", "push a message", "push a text"])(
    "is an error of %s, and the arena goes on",
    (name) => {
      const step = steps.find((one) => one.name === name);
      if (step === undefined) throw new Error(`there is no step ${name}`);
      const { arena, allowed } = limitedArena(fail);
      const on = desk(arena);
      for (const { handle } of [on.chat]) arena.native.fill(handle, 1);
      const before = checksums(on);
      let error: unknown;
      // The step is repeated until what there is is used up.
      allowed.left = 0;
      const made: unknown[] = [];
      for (let round = 0; round < 20_000 && error === undefined; round++) {
        try {
          made.push(step.run(on));
        } catch (caught) {
          error = caught;
        }
      }
      allowed.left = Number.POSITIVE_INFINITY;
      if (!String(error).includes("no memory today")) {
        expect(error).toBeInstanceOf(ArenaError);
        expect(["INVALID_VALUE", "OUT_OF_MEMORY"]).toContain(Reflect.get(Object(error), "code"));
      }
      if (name === "decode" || name === "buildTree") expect(checksums(on)).toEqual(before);
      expect(arena.audit().disagreements).toEqual([]);
      release(arena, step.run(on));
      for (const one of made) release(arena, one);
      arena.reset();
      expect(arena.audit()).toMatchObject({ types: [], disagreements: [] });
    },
  );
});

describe("a function that gives memory and calls the arena", () => {
  it("is told that the arena is busy, and the call goes on", () => {
    const codes: unknown[] = [];
    let inner: Arena | undefined;
    const arena = arenaWith(
      (give) => (bytes, start) => {
        for (const call of [
          () => inner?.native.allocate(PriceTick.type.id),
          () => inner?.native.audit(),
          () => inner?.native.reset(),
          () => inner?.native.freeBatch(new Float64Array(1)),
        ]) {
          try {
            call();
          } catch (error) {
            codes.push(error instanceof ArenaError ? error.code : error);
          }
        }
        return give(bytes, start);
      },
      (give) => give,
    );
    inner = arena;
    const tick = PriceTick.create(arena);
    expect(codes).toEqual(["BUSY", "BUSY", "BUSY", "BUSY"]);
    tick.free();
    expect(arena.audit()).toMatchObject({ types: [], disagreements: [] });
  });

  it("cannot change the bytes that are being decoded by having others decoded", () => {
    const encoded = (seed: number) => {
      using chat = ChatMessage.create(createArena());
      chat.arena.native.fill(chat.handle, seed, { maximumTextLength: 20_000 });
      return chat.toBinary();
    };
    const [bytes, others] = [encoded(1), encoded(2)];
    const codes = new Set<unknown>();
    let inner: Arena | undefined;
    const arena = arenaWith(
      (give) => (size, start) => {
        try {
          inner?.native.decode(ChatMessage.type.id, others);
        } catch (error) {
          codes.add(error instanceof ArenaError ? error.code : error);
        }
        bytes.fill(0);
        return give(size, start);
      },
      (give) => give,
    );
    inner = arena;
    const expected = bytes.slice();
    using chat = ChatMessage.fromBinary(arena, bytes);
    expect(chat.toBinary()).toEqual(expected);
    expect([...codes]).toEqual(["BUSY"]);
  });

  it("may give the same memory twice: messages may be wrong then, and nothing crashes", () => {
    let first: unknown;
    const arena = arenaWith(
      (give) => (bytes, start) => {
        first ??= give(bytes, start);
        return first;
      },
      (give) => give,
    );
    for (let seed = 0; seed < 50; seed++) {
      try {
        const handle = arena.native.allocate(ChatMessage.type.id);
        arena.native.fill(handle, seed, { maximumTextLength: 20_000 });
        arena.native.walk(handle);
        arena.native.free(handle);
      } catch (error) {
        expect(error).toBeInstanceOf(ArenaError);
      }
    }
    arena.native.audit();
  });

  it("cannot keep its memory once the arena's object is frozen, and the call is refused", () => {
    const { arena } = limitedArena(() => undefined);
    const tick = PriceTick.create(arena);
    Object.freeze(arena.native);
    expect(() => {
      for (;;) PriceTick.create(arena);
    }).toThrow(expect.objectContaining({ code: "OUT_OF_MEMORY" }));
    expect(arena.audit().disagreements).toEqual([]);
    tick.free();
  });
});
