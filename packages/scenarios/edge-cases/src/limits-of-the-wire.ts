import type { Arena } from "@strait/native";
import { OnlyString } from "@strait/native/stress/boundaries";
import { PriceTick } from "@strait/native/stress/market_data";
import { LinkedList } from "@strait/native/stress/recursion";
import type { Limit } from "./limit.ts";

/** A wire limit, as bytes that are read and bytes that are refused. */
function wireLimit(
  arena: Arena,
  name: string,
  typeId: number,
  at: readonly number[],
  beyond: readonly number[],
  code = "MALFORMED",
): Limit {
  const decode = (bytes: readonly number[]) => () =>
    arena.native.free(arena.native.decode(typeId, Uint8Array.from(bytes)));
  return { name, at: decode(at), beyond: decode(beyond), code };
}

/** A linked list within itself: so many levels, the innermost without a value. */
function nested(levels: number): number[] {
  let bytes: number[] = [];
  for (let level = 1; level < levels; level++) {
    const length = bytes.length;
    bytes = [0x12, ...(length < 128 ? [length] : [(length & 127) | 128, length >>> 7]), ...bytes];
  }
  return bytes;
}

const continued = (bytes: number) => new Array<number>(bytes).fill(0x80);

/** Limits of the bytes that a message may come as. */
export function limitsOfTheWire(arena: Arena): readonly Limit[] {
  const tick = PriceTick.type.id;
  const text = OnlyString.type.id;
  const list = LinkedList.type.id;
  return [
    wireLimit(arena, "levels on the wire", list, nested(100), nested(101), "TOO_DEEP"),
    // Field 2²⁹ − 1, unknown here, as a varint; its tag has five bytes.
    wireLimit(
      arena,
      "the greatest field number",
      tick,
      [0xf8, 0xff, 0xff, 0xff, 0x0f, 1],
      [0x80, 0x80, 0x80, 0x80, 0x10, 1],
    ),
    wireLimit(arena, "the least field number", tick, [0x08 | 1, ...new Array<number>(8).fill(0)], [0x00, 1]),
    wireLimit(arena, "bytes of a varint", tick, [0x28, ...continued(9), 1], [0x28, ...continued(10), 1]),
    wireLimit(arena, "the length of a text", text, [0x0a, 2, 65, 66], [0x0a, 3, 65, 66]),
    wireLimit(
      arena,
      "the greatest code point of a text",
      text,
      [0x0a, 4, 0xf4, 0x8f, 0xbf, 0xbf],
      [0x0a, 4, 0xf4, 0x90, 0x80, 0x80],
    ),
  ];
}
