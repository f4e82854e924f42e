/** Oracles: the exports of the generated modules; the ledger, which Rust keeps by type id. */
import { describe, expect, it } from "vitest";
import { Money } from "../src/generated/strait/stress/v1/money.ts";
import { addon, createArena, schema } from "../src/index.ts";
import { type Arena, type ArenaSchema, MessageView } from "../src/runtime/index.ts";

/** The view classes that an arena keeps an object of. */
function kept(arena: Arena): unknown[] {
  return arena.shapes.map((view) => view.constructor);
}

describe("an arena of which few views are loaded", () => {
  it("keeps an object of their classes only, and of all that are loaded before the next arena", async () => {
    expect(kept(createArena())).toEqual([Money]);
    const exported = Object.values(await import("../src/generated/strait/stress/v1/geometry.ts"));
    const geometry = exported.filter((one) => Object.getPrototypeOf(one) === MessageView);
    expect(geometry.length).toBeGreaterThan(1);
    expect(new Set(kept(createArena()))).toEqual(new Set([Money, ...geometry]));
  });

  it("names messages of the others", () => {
    const arena = createArena();
    const id = schema.types.findIndex(({ name }) => name === "strait.stress.v1.Order");
    const handle = arena.native.allocate(id);
    expect(arena.ledger()).toEqual([
      { type: "strait.stress.v1.Order", liveMessages: 1, dataBlocks: 0, dataBytes: 0 },
    ]);
    expect(() => Money.at(arena, handle)).toThrow(
      `handle ${handle} names a strait.stress.v1.Order, not a strait.stress.v1.Money`,
    );
    arena.native.free(handle);
  });

  it("works with views that are loaded later", async () => {
    const arena = createArena();
    const { PriceTick } = await import("../src/generated/strait/stress/v1/market_data.ts");
    const tick = PriceTick.create(arena);
    tick.bidPrice = 101.25;
    expect(PriceTick.at(arena, tick.handle).bidPrice).toBe(101.25);
    tick.free();
    expect(arena.ledger()).toEqual([]);
  });
});

describe("the schema of an arena", () => {
  it("says of every type what its view says, in the order of their ids", async () => {
    const { types } = await import("../src/generated/index.ts");
    const said: ArenaSchema["types"] = types.map(({ name, size, sizeClass }) => ({ name, size, sizeClass }));
    expect(schema.types).toEqual(said);
    expect(schema.layoutHash).toBe(addon.layoutHash());
  });
});
