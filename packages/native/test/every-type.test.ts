/**
 * Every message type of the stress schema and of one with awkward names, filled from both sides. Oracles: the plain content that was written (a model), and
 * the checksum of the other language.
 */
import { describe, expect, it } from "vitest";
import { types as stressTypes } from "../src/generated/index.ts";
import { checkLedgerAtZero, checksum, createArena } from "../src/index.ts";
import { create } from "./any-message.ts";
import { normalContent, randomContent, seededRandom } from "./random-content.ts";
import { types as awkwardTypes, createTestArena } from "./test-addon.ts";

const seeds = [1, 2, 3];
const depth = 2;

const cases = [
  ...stressTypes.map((type) => ({ type, name: type.name, newArena: () => createArena() })),
  ...awkwardTypes.map((type) => ({ type, name: type.name, newArena: () => createTestArena() })),
];

describe.each(cases)("$name", ({ type, newArena }) => {
  it("holds what was written through its view, the same in Rust, and frees all of it", () => {
    const arena = newArena();
    for (const seed of seeds) {
      const content = randomContent(type, seededRandom(seed), depth);
      const message = create(arena, type);
      message.assign(content);
      expect(message.toObject()).toEqual(normalContent(type, content));
      expect(arena.native.checksum(message.handle)).toBe(checksum(message, type));
      message.free();
    }
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });

  it("reads in JavaScript what Rust filled in, and frees all of it", () => {
    const arena = newArena();
    const checksums = seeds.map((seed) => {
      const message = create(arena, type);
      arena.native.fill(message.handle, seed);
      const seen = checksum(message, type);
      expect(seen).toBe(arena.native.checksum(message.handle));
      const copy = create(arena, type);
      copy.assign(message.toObject());
      expect(copy.toObject()).toEqual(message.toObject());
      message.free();
      copy.free();
      return seen;
    });
    if (type.fields.length > 1) expect(new Set(checksums).size).toBeGreaterThan(1);
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });
});

describe.each([
  ["stress", stressTypes],
  ["awkward", awkwardTypes],
])("the %s schema as a whole", (_name, types) => {
  it("has ids in the order of the types, and no two names alike", () => {
    expect(types.map(({ id }) => id)).toEqual(types.map((_type, index) => index));
    expect(new Set(types.map(({ name }) => name)).size).toBe(types.length);
  });
});
