/** Oracle: JavaScript's own values, and what `crates/strait-test-addon` says that each operation does. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import { beforeAll, describe, expect, it } from "vitest";
import { layoutHash, OrderBook, PriceTick, types } from "../src/generated/index.ts";
import { Arena, ArenaError, addonFile, loadAddon } from "../src/runtime/index.ts";

type Operations = {
  nothing(): undefined;
  numberOf(value?: unknown): number;
  wholeOf(value?: unknown): number;
  booleanOf(value?: unknown): boolean;
  stringOf(value?: unknown): string;
  bytesOf(value?: unknown): Uint8Array;
  handleOf(value?: unknown): number;
  fourthOf(...values: number[]): number;
  fifthOf(...values: number[]): number;
  ifGiven(value?: number): number | undefined;
  refuse(message: string): never;
  panic(message: string): never;
  spread(tick: number): number;
  raise(tick: number, by: number): void;
  bookOf(tick: number, giveUp: boolean): number;
};

const root = join(import.meta.dirname, "../../..");
const file = addonFile(pathToFileURL(join(root, "target/release/")), "strait-test-addon");

let arena: Arena<Operations>;
beforeAll(() => {
  const build = [
    "build",
    "--release",
    "--quiet",
    "--locked",
    "-p",
    "strait-test-addon",
    "--target-dir",
    "target",
  ];
  execFileSync("cargo", build, { cwd: root });
  arena = new Arena(loadAddon<Operations>(file), { layoutHash, types });
}, 600_000);

/** What a call throws. */
function thrown(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    return error;
  }
}

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
    using tick = PriceTick.create(arena);
    tick.bidPrice = 100;
    tick.askPrice = 100.5;
    expect(arena.native.spread(tick.handle)).toBe(0.5);
    arena.native.raise(tick.handle, 0.25);
    expect(tick.bidPrice).toBe(100.25);
    const before = arena.ledger();
    const book = OrderBook.at(arena, arena.native.bookOf(tick.handle, false));
    expect(book.toObject()).toMatchObject({ bids: [{ price: 100.25 }], asks: [] });
    book.free();
    expect(thrown(() => arena.native.bookOf(tick.handle, true))).toMatchObject({ code: "GIVEN_UP" });
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
    const worker = new Worker(source, { eval: true, workerData: fileURLToPath(file) });
    expect(await new Promise((resolve) => worker.once("message", resolve))).toBe(layoutHash);
    await worker.terminate();
  });
});

describe("loadAddon", () => {
  it("names the file that it cannot load", () => {
    const missing = new URL("missing.node", file);
    expect(() => loadAddon(missing)).toThrow(/the add-on .*missing\.node cannot be loaded: /);
  });
});
