/** Oracle: bytes of protobuf's encoding written out by hand, and its limit of 100 levels in docs/errors.md. */
import { createArena, refusalCode } from "@strait/native";
import { LinkedList } from "@strait/native/stress/recursion";
import { expect, it } from "vitest";
import { limit, listOfLevels, wireOfLevels } from "../src/wire-depth.ts";

it("puts messages within messages together as protobuf does", () => {
  expect([...wireOfLevels(1)]).toEqual([0x08, 1]);
  expect([...wireOfLevels(3)]).toEqual([0x08, 3, 0x12, 6, 0x08, 2, 0x12, 2, 0x08, 1]);
});

it("has 100 levels that pass and 101 that do not, in both directions", () => {
  const arena = createArena();
  using list = listOfLevels(arena, limit);
  expect(arena.native.walk(list.handle)).toMatchObject({ messages: 100, depth: 100 });
  expect(Buffer.compare(list.toBinary(), wireOfLevels(limit))).toBe(0);
  using decoded = LinkedList.fromBinary(arena, wireOfLevels(limit));
  expect(arena.native.checksum(decoded.handle)).toBe(arena.native.checksum(list.handle));
  using deeper = listOfLevels(arena, limit + 1);
  expect(refusalCode(() => deeper.toBinary())).toBe("TOO_DEEP");
  expect(refusalCode(() => LinkedList.fromBinary(arena, wireOfLevels(limit + 1)))).toBe("TOO_DEEP");
});

it("tells an ArenaError by its code, another by its name, and what is not refused", () => {
  const arena = createArena();
  expect(refusalCode(() => arena.native.free(0))).toBe("NOT_A_HANDLE");
  expect(
    refusalCode(() => {
      throw new RangeError("too far");
    }),
  ).toBe("RangeError");
  expect(refusalCode(() => 1)).toBe("none");
});
