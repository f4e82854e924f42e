/** Blocks whose whole content follows from their cookie, so that either language can tell whether another wrote to them. */
import type { Arena } from "@strait/native";
import { MemoryBlock } from "@strait/native/stress/memory_blocks";

/** Who put the content into a block; the other one reads it back. */
export type Writer = "javascript" | "rust";

export type CookieBlock = {
  readonly view: MemoryBlock;
  readonly bytes: number;
  readonly cookie: number;
  readonly writer: Writer;
};

const period = 251;
/** Grows to the longest content that was asked for. */
let pattern: Buffer = Buffer.alloc(0);

/** `bytes` bytes that go with a cookie, not to be written to. Neighbouring cookies have none in common at any place. */
export function contentOf(cookie: number, bytes: number): Uint8Array {
  if (pattern.length < bytes + period) {
    pattern = Buffer.from(Uint8Array.from({ length: bytes + period }, (_, index) => (index * 7) % period));
  }
  const start = cookie % period;
  return pattern.subarray(start, start + bytes);
}

/** The block as protobuf's wire bytes, put together by hand: the cookie as `base_address`, then the content. */
export function wireOf(cookie: number, bytes: number): Uint8Array {
  const length: number[] = [];
  for (let rest = bytes; ; rest >>>= 7) {
    if (rest < 128) {
      length.push(rest);
      break;
    }
    length.push((rest & 127) | 128);
  }
  const wire = Buffer.alloc(9 + 1 + length.length + bytes);
  wire[0] = (1 << 3) | 1;
  wire.writeBigUInt64LE(BigInt(cookie), 1);
  wire[9] = (3 << 3) | 2;
  wire.set(length, 10);
  wire.set(contentOf(cookie, bytes), 10 + length.length);
  return wire;
}

/** Allocates a block of `bytes` bytes of content, at least one, and fills it: by views, or decoded by Rust. */
export function writeBlock(arena: Arena, writer: Writer, cookie: number, bytes: number): CookieBlock {
  if (writer === "rust") {
    const handle = arena.native.decode(MemoryBlock.type.id, wireOf(cookie, bytes));
    return { view: MemoryBlock.at(arena, handle), bytes, cookie, writer };
  }
  const view = MemoryBlock.create(arena);
  view.baseAddress = cookie;
  view.content = contentOf(cookie, bytes);
  return { view, bytes, cookie, writer };
}

/** Whether the block is as it was written. What JavaScript wrote Rust reads, and the other way round. */
export function isIntact({ view, bytes, cookie, writer }: CookieBlock): boolean {
  if (writer === "javascript") {
    return Buffer.compare(view.arena.native.encode(view.handle), wireOf(cookie, bytes)) === 0;
  }
  return view.baseAddress === cookie && Buffer.compare(view.content, contentOf(cookie, bytes)) === 0;
}
