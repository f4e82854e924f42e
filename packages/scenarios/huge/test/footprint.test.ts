/** Oracle: bytes counted by hand from docs/layout.md and the schema; the ledger. */
import { createArena, packedBytes, paddingOfEntry, paddingOfStruct } from "@strait/native";
import { Planet, StarSystem } from "@strait/native/stress/deep_nesting";
import { GeoPoint } from "@strait/native/stress/geometry";
import { HugeArrays, HugeMaps, HugePayload } from "@strait/native/stress/huge";
import { MemoryBlock } from "@strait/native/stress/memory_blocks";
import { expect, it } from "vitest";
import { breakdown } from "../src/footprint.ts";
import { subjects } from "../src/subjects.ts";

it("knows the padding of structs", () => {
  // Unknown fields, id, three spans, one word: 44 of 48 bytes.
  expect(paddingOfStruct(HugePayload.type)).toBe(4);
  // Unknown fields, two doubles, a float: 28 of 32 bytes.
  expect(paddingOfStruct(GeoPoint.type)).toBe(4);
  // Unknown fields, an address, an enum, a span, a word: 32 bytes.
  expect(paddingOfStruct(MemoryBlock.type)).toBe(0);
  // Unknown fields and eight spans: 72 bytes.
  expect(paddingOfStruct(HugeArrays.type)).toBe(0);
  // Unknown fields, a double, one presence word for three optional fields, a word, a span, a slot: 36 of 40 bytes.
  expect(paddingOfStruct(Planet.type)).toBe(4);
  // Unknown fields, a oneof of 8 bytes with its case, a slot: 24 bytes.
  expect(paddingOfStruct(StarSystem.type)).toBe(0);
});

it("knows the least that a struct can take", () => {
  // Two doubles and a float.
  expect(packedBytes(GeoPoint.type)).toBe(20);
  // A double, three presence bits, a word, a span, a slot.
  expect(packedBytes(Planet.type)).toBe(8 + 1 + 4 + 8 + 4);
  // A oneof of 4 bytes with the byte that tells its member, a slot.
  expect(packedBytes(StarSystem.type)).toBeLessThanOrEqual(24 - paddingOfStruct(StarSystem.type) - 8);
});

it("knows the padding of map entries", () => {
  const padding = Object.fromEntries(
    HugeMaps.type.fields.map((field) => [field.name, paddingOfEntry(field)]),
  );
  expect(padding).toEqual({
    descriptions_by_name: 0,
    prices_by_article: 0,
    // sint32, then an int64 at its alignment: 4 bytes between them.
    stock_by_location: 4,
    thumbnails_by_name: 0,
    // fixed64, then a slot, rounded up to 8.
    positions_by_article: 4,
  });
  expect(() =>
    paddingOfEntry({ name: "id", property: "id", number: 1, kind: "uint64", rule: "singular" }),
  ).toThrow("only the field of a map");
});

it.each(subjects.map((subject) => [subject.title, subject] as const))(
  "counts every byte of %s, and only those",
  (_title, subject) => {
    const arena = createArena();
    const message = subject.make(arena);
    const bytes = breakdown(arena, message.handle, subject);
    expect(bytes.payload).toBe(subject.payload);
    expect(Object.values(bytes).reduce((sum, part) => sum + part, 0)).toBe(arena.liveBytes());
    expect(Math.min(...Object.values(bytes))).toBeGreaterThanOrEqual(0);
    message.free();
    expect(arena.liveBytes()).toBe(0);
  },
);

it("counts the headers of a message of one large value by hand", () => {
  const arena = createArena();
  using block = MemoryBlock.create(arena).assign({ baseAddress: 1, protection: 1, contentChecksum: 1 });
  block.content = new Uint8Array(2 ** 20);
  // Payload: 8 + 4 + 2²⁰ + 4. Headers: a slot of 16, unknown fields 8, a span of 8.
  expect(breakdown(arena, block.handle, { padding: 0 })).toEqual({
    payload: 2 ** 20 + 16,
    padding: 0,
    headers: 32,
    slack: 0,
  });
});
