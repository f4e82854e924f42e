import type { KeyForm } from "./map-key.ts";
import { classBytes, largestClassBytes, sizeClassOf } from "./size-class.ts";

/** Blocks with room for more entries have an index. */
const mostUnindexed = 8;
const mostBuckets = 2 ** 26;
const pageBytes = 8192;

/** Buckets of the index in a map's block of `bytes` bytes, 0 when it has none. */
export function bucketsOf(bytes: number, stride: number, form: KeyForm): number {
  if (bytes < (mostUnindexed + 1) * stride || form === "byte") return 0;
  return 1 << (31 - Math.clz32(Math.min((bytes * 3) / 32, mostBuckets)));
}

/** Bytes that `count` entries take, and the index with so many buckets. */
export function bytesTaken(count: number, stride: number, buckets: number): number {
  return buckets === 0 ? count * stride : count * (stride + 4) + 4 * buckets + 4;
}

/** Bytes of a block that has room for `count` entries. */
export function bytesFor(count: number, stride: number, form: KeyForm): number {
  let bytes = rounded(count * stride);
  for (;;) {
    const taken = bytesTaken(count, stride, bucketsOf(bytes, stride, form));
    if (taken <= bytes) return bytes;
    // More buckets may come with the larger block, so this may take another turn.
    bytes = rounded(taken);
  }
}

/** Bytes of the block that a request gets. */
function rounded(bytes: number): number {
  if (bytes > largestClassBytes) return Math.ceil(bytes / pageBytes) * pageBytes;
  return classBytes[sizeClassOf(bytes)] as number;
}
