/**
 * Every message type over the wire. Oracle: @bufbuild/protobuf, which reads what Rust wrote and writes what Rust reads,
 * from descriptors that the schema's compiler made.
 */
import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { types } from "../src/generated/index.ts";
import { MassiveArrays } from "../src/generated/strait/stress/v1/arrays.ts";
import { PriceTick } from "../src/generated/strait/stress/v1/market_data.ts";
import { DirectoryEntry, TreeNode } from "../src/generated/strait/stress/v1/recursion.ts";
import { checkLedgerAtZero, checksum, createArena } from "../src/index.ts";
import { asAnyMessage, create } from "./any-message.ts";
import { descriptor } from "./descriptors.ts";
import { normalContent, randomContent, seededRandom } from "./random-content.ts";

const seeds = [1, 2, 3, 4, 5];

describe.each(types.map((type) => [type.name, type] as const))("%s", (_name, type) => {
  it("is read by another implementation as it was written, and the other way round", () => {
    const arena = createArena();
    for (const seed of seeds) {
      const content = randomContent(type, seededRandom(seed), 2);
      const written = create(arena, type).assign(content);
      const theirs = fromBinary(descriptor(type), written.toBinary());
      expect(theirs.$unknown).toBeUndefined();
      const read = asAnyMessage(type.view().fromBinary(arena, toBinary(descriptor(type), theirs)));
      expect(read.toObject()).toEqual(normalContent(type, content));
      expect(arena.native.checksum(read.handle)).toBe(checksum(written, type));
      written.free();
      read.free();
    }
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });

  it("keeps unknown fields on the way there and back", () => {
    const arena = createArena();
    for (const seed of seeds) {
      const filled = create(arena, type);
      arena.native.fill(filled.handle, seed);
      const theirs = toBinary(descriptor(type), fromBinary(descriptor(type), filled.toBinary()));
      const read = type.view().fromBinary(arena, theirs);
      expect(checksum(read, type)).toBe(checksum(filled, type));
      filled.free();
      read.free();
    }
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });

  it("merges two messages that follow each other as the other implementation does", () => {
    const arena = createArena();
    for (const seed of seeds) {
      const halves = [seed, seed + 100].map((half) => {
        const message = create(arena, type).assign(randomContent(type, seededRandom(half), 2));
        const bytes = message.toBinary();
        message.free();
        return bytes;
      });
      const both = Buffer.concat(halves);
      const ours = asAnyMessage(type.view().fromBinary(arena, both));
      const theirs = type
        .view()
        .fromBinary(arena, toBinary(descriptor(type), fromBinary(descriptor(type), both)));
      expect(ours.toObject()).toEqual(asAnyMessage(theirs).toObject());
      expect(arena.native.checksum(ours.handle)).toBe(arena.native.checksum(theirs.handle));
      ours.free();
      theirs.free();
    }
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });

  it("survives being cut anywhere: a shorter message or MALFORMED, and nothing left behind", () => {
    const arena = createArena();
    const filled = create(arena, type);
    arena.native.fill(filled.handle, 7);
    const bytes = filled.toBinary();
    filled.free();
    const step = Math.max(1, Math.floor(bytes.length / 200));
    for (let length = 0; length < bytes.length; length += step) {
      try {
        type.view().fromBinary(arena, bytes.subarray(0, length)).free();
      } catch (error) {
        expect(error).toMatchObject({ code: "MALFORMED" });
      }
    }
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });
});

describe("the decoder", () => {
  it("reads packed fields unpacked and unpacked ones packed", () => {
    const arena = createArena();
    const kinds = MassiveArrays.type.fields.filter(
      ({ rule, kind }) => rule === "repeated" && !["string", "bytes", "message"].includes(kind),
    );
    expect(kinds.length).toBeGreaterThan(10);
    for (const { property, number, kind } of kinds) {
      const width =
        { fixed32: 4, sfixed32: 4, float: 4, fixed64: 8, sfixed64: 8, double: 8 }[String(kind)] ?? 0;
      const element = width === 0 ? [1] : [...new Array(width - 1).fill(0), 1];
      const varint = (value: number) => (value < 128 ? [value] : [(value & 127) | 128, value >> 7]);
      const wireType = width === 0 ? 0 : width === 4 ? 5 : 1;
      const packed = [...varint((number << 3) | 2), element.length * 2, ...element, ...element];
      const tagged = [...varint((number << 3) | wireType), ...element];
      const [one, other] = [packed, [...tagged, ...tagged]].map((bytes) => {
        const message = MassiveArrays.fromBinary(arena, Uint8Array.from(bytes));
        const elements = Reflect.get(message.toObject(), property);
        message.free();
        return elements;
      });
      expect(one).toHaveLength(2);
      expect(other).toEqual(one);
    }
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });

  it("reads 100 levels of messages and refuses more, as other implementations do", () => {
    const arena = createArena();
    const nested = (levels: number) => {
      let bytes: number[] = [];
      for (let level = 1; level < levels; level++) {
        const length = bytes.length < 128 ? [bytes.length] : [(bytes.length & 127) | 128, bytes.length >> 7];
        bytes = [0x22, ...length, ...bytes];
      }
      return Uint8Array.from(bytes);
    };
    const deep = TreeNode.fromBinary(arena, nested(100));
    expect(arena.native.walk(deep.handle).depth).toBe(100);
    expect(deep.toBinary()).toEqual(nested(100));
    deep.free();
    expect(() => TreeNode.fromBinary(arena, nested(101))).toThrow("deeper than 100 levels");
    const handle = arena.native.buildTree(TreeNode.type.id, 101, 1);
    expect(() => arena.native.encode(handle)).toThrow("deeper than 100 levels");
    arena.native.free(handle);
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });

  it("keeps a known field of another wire type as an unknown one", () => {
    const arena = createArena();
    const bytes = Uint8Array.from([0x08, 1, 0x7b, 0x08, 1, 0x7c]);
    using tick = PriceTick.fromBinary(arena, bytes);
    expect(tick.bidPrice).toBe(0);
    expect(tick.toBinary()).toEqual(bytes);
  });

  it("takes views on larger buffers, and empty input for a message of defaults", () => {
    const arena = createArena();
    using source = PriceTick.create(arena).assign({ bidSize: 5, timeUnixNano: -1 });
    const bytes = source.toBinary();
    const framed = new Uint8Array(bytes.length + 20);
    framed.set(bytes, 7);
    using read = PriceTick.fromBinary(arena, framed.subarray(7, 7 + bytes.length));
    expect(read.toObject()).toEqual(source.toObject());
    using empty = PriceTick.fromBinary(arena, new Uint8Array(0));
    expect(empty.toBinary()).toHaveLength(0);
  });
});

describe("bytes that are no message", () => {
  const tick = (...bytes: number[]) => {
    const arena = createArena();
    try {
      PriceTick.fromBinary(arena, Uint8Array.from(bytes)).free();
      return "a message";
    } catch (error) {
      expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
      return error instanceof Error && "code" in error ? `${error.code} ${error.message}` : String(error);
    }
  };

  it.each([
    ["field number 0", [0x00, 1], "MALFORMED a tag has field number 0 at byte 0"],
    ["an unknown wire type", [0x0f], "MALFORMED a tag has an unknown wire type at byte 0"],
    [
      "a varint without end",
      [0x18, ...Array(10).fill(0x80)],
      "MALFORMED a varint has more than 10 bytes at byte 1",
    ],
    ["a varint cut off", [0x18, 0x80], "MALFORMED a varint is cut off at byte 1"],
    ["a double cut off", [0x09, 1, 2, 3], "MALFORMED a value is longer than what is left at byte 1"],
    ["the end of no group", [0x7c], "MALFORMED a group ends that did not begin at byte 1"],
    ["a group without end", [0x7b, 0x08, 1], "MALFORMED a varint is cut off at byte 3"],
    [
      "an unknown length beyond the end",
      [0x7a, 5, 1],
      "MALFORMED a value is longer than what is left at byte 2",
    ],
  ])("are refused: %s, with the byte where", (_case, bytes, message) => {
    expect(tick(...bytes)).toContain(message);
  });

  it("are refused as text that is not UTF-8", () => {
    const arena = createArena();
    expect(() => DirectoryEntry.fromBinary(arena, Uint8Array.from([0x0a, 2, 0xc3, 0x28]))).toThrow(
      "a string is not UTF-8 at byte 2",
    );
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });
});
