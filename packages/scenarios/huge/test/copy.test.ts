/** Oracle: the content that was copied; planted copies of something else; wire bytes written out by hand. */
import { checkLedgerAtZero, createArena } from "@strait/native";
import { MemoryBlock } from "@strait/native/stress/memory_blocks";
import { expect, it } from "vitest";
import { checkCopies, deskOf, ways, wireOf } from "../src/copy.ts";
import { patternedBytes, patternedText } from "../src/size.ts";

const size = { name: "small", title: "5,000 bytes", bytes: 5_000 };

it("puts a payload into a message as protobuf does", () => {
  expect([...wireOf(Uint8Array.of(9, 8))]).toEqual([0x1a, 2, 9, 8]);
  expect([...wireOf(new Uint8Array(300)).subarray(0, 3)]).toEqual([0x1a, 0xac, 2]);
  const arena = createArena();
  using block = MemoryBlock.fromBinary(arena, wireOf(patternedBytes(300, 1)));
  expect(Buffer.compare(block.content, patternedBytes(300, 1))).toBe(0);
});

it("copies by every way, and leaves nothing behind", () => {
  const arena = createArena();
  const desk = deskOf(arena, size, 3);
  desk.block.content = new Uint8Array(1);
  desk.payload.transcript = "";
  for (const { copy } of Object.values(ways)) expect(copy(arena, desk)).toBeGreaterThanOrEqual(0);
  expect(checkCopies(arena, desk)).toMatchObject({ passed: true });
  desk.block.free();
  desk.payload.free();
  expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
});

it("names the copies that are not what was copied", () => {
  const arena = createArena();
  const desk = deskOf(arena, size, 3);
  desk.target.set(desk.source);
  desk.shared.set(desk.source);
  expect(checkCopies(arena, desk)).toMatchObject({ passed: true });
  desk.shared[size.bytes - 1] = 255;
  desk.payload.transcript = `${desk.text.slice(1)}?`;
  desk.block.content = desk.source.subarray(1);
  expect(checkCopies(arena, desk)).toMatchObject({
    passed: false,
    detail: "not what was copied: memcpy into shared memory, bytes, text, wire bytes",
  });
});

it("makes content in which a shift or another seed shows", () => {
  const bytes = patternedBytes(100_000, 1);
  expect(bytes).toHaveLength(100_000);
  expect(new Set(bytes.subarray(0, 251)).size).toBeGreaterThan(200);
  expect(Buffer.compare(bytes.subarray(1), bytes.subarray(0, -1))).not.toBe(0);
  expect(Buffer.compare(bytes, patternedBytes(100_000, 2))).not.toBe(0);
  expect(patternedText(1_000, 1)).toMatch(/^[ -~]{1000}$/);
});
