/** Oracle: JavaScript's own values, and what `crates/strait-test-addon` says that each operation does. */
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";
import { ArenaError, loadAddon } from "../src/runtime/index.ts";
import { Book, createTestArena, awkward_v1_Quote as Quote, schema, testAddonFile } from "./test-addon.ts";

const arena = createTestArena();

/** What a call throws. */
function thrown(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}

describe("an operation that runs on another thread", () => {
  it("answers later", async () => {
    const arena = createTestArena({ shared: { bytes: 2 ** 20 } });
    const quote = Quote.create(arena);
    quote.ask = 9;
    quote.bid = 7.5;
    await expect(arena.native.spreadLater(quote.handle)).resolves.toBe(1.5);
    quote.free();
    expect(arena.ledger()).toEqual([]);
  });

  it("fails later with an ArenaError, also when it panics", async () => {
    const arena = createTestArena({ shared: { bytes: 2 ** 20 } });
    const book = Book.create(arena);
    const wrongType = await arena.native.spreadLater(book.handle).catch((error: unknown) => error);
    expect(wrongType).toBeInstanceOf(ArenaError);
    expect(wrongType).toMatchObject({ code: "WRONG_TYPE" });
    const panicked = await arena.native.panicLater(book.handle).catch((error: unknown) => error);
    expect(panicked).toMatchObject({ code: "PANIC", message: expect.stringContaining("far away") });
    book.free();
    expect(arena.ledger()).toEqual([]);
  });
});

describe("an operation of an add-on", () => {
  it("takes and answers what JavaScript has", () => {
    const { native } = arena;
    expect(native.nothing()).toBeUndefined();
    for (const number of [0, -0, 1.5, -(2 ** 60), Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(native.numberOf(number)).toBe(number);
    }
    expect(native.wholeOf(2 ** 32 - 1)).toBe(2 ** 32 - 1);
    expect([native.booleanOf(true), native.booleanOf(false)]).toEqual([true, false]);
    for (const text of ["", "plain", "ä€𝄞", "zero\0inside"]) expect(native.stringOf(text)).toBe(text);
    // A lone surrogate is no Unicode: the replacement character stands for it.
    expect(native.stringOf("\ud800")).toBe("\ufffd");
    expect(native.bytesOf(Uint8Array.of(0, 255, 7))).toEqual(Uint8Array.of(0, 255, 7));
    expect(native.fourthOf(1, 2, 3, 4)).toBe(4);
    expect([native.ifGiven(), native.ifGiven(3)]).toEqual([undefined, 3]);
  });

  it.each([
    ["numberOf", "1", "argument 0, counted from 0, must be a number"],
    ["numberOf", undefined, "must be a number"],
    ["wholeOf", 1.5, "must be a whole number from 0 to 2³² − 1"],
    ["wholeOf", 2 ** 32, "must be a whole number"],
    ["wholeOf", -1, "must be a whole number"],
    ["booleanOf", 1, "must be a boolean"],
    ["stringOf", 1, "must be a string"],
    ["bytesOf", [1], "must be a Uint8Array"],
    ["bytesOf", new Float64Array(1), "must be a Uint8Array"],
    ["fifthOf", 1, "there are not that many arguments"],
  ] as const)("refuses an argument of another type: %s(%s)", (name, value, sentence) => {
    const error = thrown(() => Reflect.apply(arena.native[name], undefined, [value]));
    expect(error).toBeInstanceOf(ArenaError);
    expect(error).toMatchObject({ code: "INVALID_VALUE", message: expect.stringContaining(sentence) });
  });

  it("fails with an ArenaError, whoever says so", () => {
    const { native } = arena;
    const errors = [
      thrown(() => native.refuse("instrument 7 has no price")),
      thrown(() => native.panic("index out of range")),
      thrown(() => native.handleOf("no handle")),
      thrown(() => native.spread(2 ** 24 + 12345)),
      thrown(() => native.free(0)),
    ];
    for (const error of errors) expect(error).toBeInstanceOf(ArenaError);
    expect(errors).toMatchObject([
      { code: "NO_PRICE", message: "instrument 7 has no price" },
      { code: "PANIC", message: expect.stringContaining("index out of range") },
      { code: "NOT_A_HANDLE" },
      { code: "INDEX_OUT_OF_RANGE" },
      { code: "NOT_A_HANDLE" },
    ]);
    // A panic does not lock the arena.
    expect(native.numberOf(1)).toBe(1);
  });

  it("reads, changes and makes messages where JavaScript sees them", () => {
    using quote = Quote.create(arena);
    quote.bid = 100;
    quote.ask = 100.5;
    expect(arena.native.spread(quote.handle)).toBe(0.5);
    arena.native.raise(quote.handle, 0.25);
    expect(quote.bid).toBe(100.25);
    const before = arena.ledger();
    const book = Book.at(arena, arena.native.bookOf(quote.handle, false));
    expect(book.toObject()).toMatchObject({ quotes: [{ bid: 100.25, ask: 0 }] });
    book.free();
    expect(thrown(() => arena.native.bookOf(quote.handle, true))).toMatchObject({ code: "GIVEN_UP" });
    expect(arena.ledger()).toEqual(before);
    expect(arena.audit().disagreements).toEqual([]);
  });

  it("can be taken from its arena", () => {
    const { numberOf } = arena.native;
    expect(numberOf(4)).toBe(4);
  });

  it("is there in a worker too", async () => {
    const source = `
      const { workerData, parentPort } = require("node:worker_threads");
      const module = { exports: {} };
      process.dlopen(module, workerData);
      parentPort.postMessage(module.exports.layoutHash());`;
    const worker = new Worker(source, { eval: true, workerData: fileURLToPath(testAddonFile) });
    expect(await new Promise((resolve) => worker.once("message", resolve))).toBe(schema.layoutHash);
    await worker.terminate();
  });
});

describe("loadAddon", () => {
  it("names the file that it cannot load", () => {
    const missing = new URL("missing.node", testAddonFile);
    expect(() => loadAddon(missing)).toThrow(/the add-on .*missing\.node cannot be loaded: /);
  });
});
