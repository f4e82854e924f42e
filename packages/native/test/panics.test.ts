/**
 * A panic in every export of the add-on, built with the feature `test-panics`, and work that cannot be started. Oracle:
 * this process lives, JavaScript gets an error with the code PANIC or NODE_API, and the arena goes on.
 */
import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OrderBook, PriceTick } from "../src/generated/strait/stress/v1/market_data.ts";
import { TreeNode } from "../src/generated/strait/stress/v1/recursion.ts";
import { Arena, ArenaError, schema } from "../src/index.ts";
import type { NativeBinding } from "../src/runtime/index.ts";
import { buildLibrary } from "../tools/library.ts";
import { codeOf } from "./errors-thrown.ts";
import { exportsOf } from "./hostile/exports.ts";

type PanickingBinding = NativeBinding & {
  /** Lets the next call panic, or with 1 the next that asks for memory; with 2 the next start of work on another thread fails. */
  panicNext(where?: number): void;
};

let folder: string;
let binding: PanickingBinding;

beforeAll(() => {
  const library = buildLibrary(["--features", "test-panics"]);
  folder = mkdtempSync(join(tmpdir(), "strait-panics-"));
  const file = join(folder, "strait-native.node");
  copyFileSync(library, file);
  binding = createRequire(import.meta.url)(file);
}, 900_000);

afterAll(() => {
  // Windows keeps the file of a library that is loaded.
  rmSync(folder, { recursive: true, force: process.platform === "win32" });
});

function panickingArena(): Arena {
  return new Arena(binding, schema, { slabBytes: 2 ** 18 });
}

describe("a panic", () => {
  it("in any function of an arena is an ArenaError, and the arena goes on", () => {
    const arena = panickingArena();
    const names = exportsOf(arena);
    expect(names.length).toBeGreaterThan(20);
    using tick = PriceTick.create(arena);
    for (const name of names) {
      const ledger = arena.ledger();
      binding.panicNext();
      expect([name, codeOf(() => Reflect.apply(Reflect.get(arena.native, name), undefined, []))]).toEqual([
        name,
        "PANIC",
      ]);
      expect(arena.ledger()).toEqual(ledger);
      expect(arena.audit().disagreements).toEqual([]);
      tick.bidSize += 1;
    }
    expect(tick.bidSize).toBe(names.length);
  });

  it("says what it was and what to do", () => {
    const arena = panickingArena();
    binding.panicNext();
    expect(() => arena.audit()).toThrow(
      "a defect in the add-on (a test asked for it); please report it, and reset the arena",
    );
  });

  it("in a function of the module is an error with that code", () => {
    for (const name of ["empty", "layoutHash", "typeCount", "errorCodes", "randomWord"]) {
      binding.panicNext();
      expect(() => Reflect.apply(Reflect.get(binding, name), binding, [])).toThrow(
        expect.objectContaining({ code: "PANIC" }),
      );
    }
    expect(binding.layoutHash()).toBe(schema.layoutHash);
  });

  it("in the constructor is an ArenaError as soon as the class of errors is known", () => {
    const make = () =>
      new binding.NativeArena(
        new Int32Array(0),
        () => new Uint8Array(0),
        () => new Int32Array(0),
        (code, message) => new ArenaError(code, message),
      );
    binding.panicNext();
    expect(make).toThrow(expect.objectContaining({ code: "PANIC" }));
    expect(codeOf(make)).toBe("INVALID_VALUE");
  });

  it("in the middle of a call leaves an arena that a reset makes whole", () => {
    const source = panickingArena();
    const book = OrderBook.create(source);
    for (let count = 0; count < 3000; count++) book.bids.add().price = count;
    const bytes = book.toBinary();
    const calls: [string, (arena: Arena) => unknown][] = [
      ["refillSlots", (arena) => arena.native.refillSlots(30)],
      ["refillData", (arena) => arena.native.refillData(30)],
      ["allocateRun", (arena) => arena.native.releaseData(arena.native.allocateRun(200_000))],
      ["allocate", (arena) => arena.native.allocate(PriceTick.type.id)],
      ["allocateBatch", (arena) => arena.native.allocateBatch(PriceTick.type.id, new Float64Array(9))],
      ["buildTree", (arena) => arena.native.buildTree(TreeNode.type.id, 9, 3)],
      ["decode", (arena) => arena.native.decode(OrderBook.type.id, bytes)],
      ["create", (arena) => PriceTick.create(arena)],
    ];
    for (const [name, call] of calls) {
      const arena = panickingArena();
      binding.panicNext(1);
      expect([name, codeOf(() => call(arena))]).toEqual([name, "PANIC"]);
      arena.reset();
      expect(arena.audit()).toMatchObject({ types: [], disagreements: [] });
      call(arena);
      expect(arena.audit().disagreements).toEqual([]);
    }
  });
});

describe("work for another thread that cannot be started", () => {
  it("is an error, and leaves no loan behind", async () => {
    const arena = new Arena(binding, schema, { shared: { bytes: 2 ** 20, members: 2 } });
    const tick = PriceTick.create(arena);
    for (const start of ["checksumInBackground", "encodeInBackground"] as const) {
      binding.panicNext(2);
      expect([start, codeOf(() => arena.native[start](tick.handle))]).toEqual([start, "NODE_API"]);
    }
    const later = arena.native.checksumInBackground(tick.handle);
    expect(
      codeOf(() => tick.free()),
      "one that was started lends the message",
    ).toBe("LENT");
    expect(await later).toBe(arena.native.checksum(tick.handle));
    tick.free();
    expect(arena.audit()).toMatchObject({ types: [], disagreements: [] });
  });
});
