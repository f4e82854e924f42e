/** Oracle: the catalogue of codes in the crate `strait-arena`, which the add-on exports. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { PriceTick } from "../src/generated/strait/stress/v1/market_data.ts";
import { Arena, ArenaError, addon, arenaErrorCodes, createArena, schema } from "../src/index.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/errors.md"), "utf8");

describe("the codes of errors", () => {
  it("are the same in Rust and TypeScript", () => {
    expect(arenaErrorCodes).toEqual(addon.errorCodes());
  });

  it("stand in docs/errors.md, each with when it comes and what to do", () => {
    const rows = [...page.matchAll(/^\| `([A-Z_]+)` \| ([^|]{20,}) \| ([^|]{10,}) \|$/gm)];
    expect(rows.map(([, code]) => code)).toEqual(addon.errorCodes());
  });
});

describe("an error that Rust found", () => {
  const arena = createArena();
  const attempts: [string, () => unknown][] = [
    ["a bound function", () => arena.native.free(0)],
    [
      "a function taken from its arena",
      () => {
        const { free } = arena.native;
        free(0);
      },
    ],
    [
      "a batch",
      () => {
        const handles = new Float64Array([PriceTick.create(arena).handle, 5]);
        arena.native.freeBatch(handles);
      },
    ],
    ["an argument", () => arena.native.decode(-1, new Uint8Array(0))],
    ["wire bytes", () => PriceTick.fromBinary(arena, Uint8Array.of(0))],
    [
      "the constructor",
      () =>
        new addon.NativeArena(
          new Int32Array(4),
          () => new Uint8Array(0),
          () => new Int32Array(0),
          (code, message) => new ArenaError(code, message),
        ),
    ],
  ];

  it.each(attempts)("is an ArenaError, whatever threw it: %s", (_what, attempt) => {
    let caught: unknown;
    try {
      attempt();
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(ArenaError);
    expect(caught).toMatchObject({ name: "ArenaError", code: expect.stringMatching(/^[A-Z_]+$/) });
    expect(arenaErrorCodes).toContain(Reflect.get(Object(caught), "code"));
    expect(String(Reflect.get(Object(caught), "stack"))).toContain("errors.test.ts");
  });

  it("leaves exceptions of the caller's own code as they are", () => {
    const mine = new Error("mine");
    const options = {
      get maximumElements(): number {
        throw mine;
      },
    };
    using tick = PriceTick.create(arena);
    expect(() => arena.native.fill(tick.handle, 1, options)).toThrow(mine);
  });

  it("comes from an arena that says in one sentence why it has no memory", () => {
    const limited = new Arena(addon, schema, { slabBytes: 65536, maximumBytes: 2 ** 18 });
    const ticks: PriceTick[] = [];
    expect(() => {
      for (;;) ticks.push(PriceTick.create(limited));
    }).toThrow("beyond maximumBytes (262144); free messages, or allow more");
    expect(ticks.length).toBeGreaterThan(100);
    for (const tick of ticks) tick.free();
    expect(limited.audit()).toMatchObject({ types: [], disagreements: [] });
    PriceTick.create(limited).free();
  });
});
