import { bytesOfBlock } from "./data-block.ts";
import { ArenaError } from "./errors.ts";
import { hashKey, hashWanted, isWanted, type KeyForm, wanted } from "./map-key.ts";
import { classBytes, largestClassBytes, sizeClassOf } from "./size-class.ts";
import type { Slab } from "./slab.ts";

/** Blocks with room for more entries have an index. */
const mostUnindexed = 8;
const mostBuckets = 2 ** 26;
const pageBytes = 8192;

/** Buckets of the index in a map's block of `bytes` bytes, 0 when it has none. */
function bucketsOf(bytes: number, stride: number, form: KeyForm): number {
  if (bytes < (mostUnindexed + 1) * stride || form === "byte") return 0;
  return 1 << (31 - Math.clz32(Math.min((bytes * 3) / 32, mostBuckets)));
}

/** Entries that a map's block of `bytes` bytes has room for, as in docs/layout.md. */
export function capacityOf(bytes: number, stride: number, form: KeyForm): number {
  const buckets = bucketsOf(bytes, stride, form);
  return Math.floor(buckets === 0 ? bytes / stride : (bytes - 4 - 4 * buckets) / (stride + 4));
}

/** Bytes of a block that has room for `count` entries. */
export function bytesFor(count: number, stride: number, form: KeyForm): number {
  let bytes = rounded(count * stride);
  while (capacityOf(bytes, stride, form) < count) {
    // More buckets may come with the larger block, so this may take another turn.
    const needed = count * (stride + 4) + 4 + 4 * bucketsOf(bytes, stride, form);
    bytes = Math.max(rounded(needed), bytes + 16);
  }
  return bytes;
}

function rounded(bytes: number): number {
  if (bytes > largestClassBytes) return Math.ceil(bytes / pageBytes) * pageBytes;
  return classBytes[sizeClassOf(bytes)] as number;
}

/**
 * Position of the entry with the wanted key among the `size` entries of the block at byte `start`, −1 if there is none.
 * Entries that are not indexed yet are indexed first. Throws CORRUPT for an index that leads nowhere.
 */
export function findWanted(home: Slab, start: number, size: number, stride: number, form: KeyForm): number {
  const bytes = bytesOfBlock(home, start);
  const buckets = bucketsOf(bytes, stride, form);
  if (buckets === 0) {
    for (let position = 0; position < size; position++) {
      if (isWanted(home, start + position * stride, form)) return position;
    }
    return -1;
  }
  if (size === 0) return -1;
  const indexed = (start + bytes - 4) >> 2;
  if (home.u32[indexed] !== size) complete(home, start, bytes, size, stride, form);
  const { i32 } = home;
  const hash = hashWanted(home.arena.hashSecret);
  const links = indexed - 1 - buckets;
  let next = i32[indexed - 1 - (hash & (buckets - 1))] as number;
  for (let left = size; next !== 0; left--) {
    const position = next - 1;
    if (left === 0 || next < 0 || next > size) refuseIndex();
    if (isWanted(home, start + position * stride, form)) return position;
    next = i32[links - position] as number;
  }
  return -1;
}

/** Indexes the last of `size` entries, whose key is the wanted one and was not found before. */
export function indexLast(home: Slab, start: number, size: number, stride: number, form: KeyForm): void {
  const bytes = bytesOfBlock(home, start);
  const buckets = bucketsOf(bytes, stride, form);
  if (buckets === 0) return;
  const indexed = (start + bytes - 4) >> 2;
  // Buckets that hold no entry yet were not cleared.
  if (size === 1 || home.u32[indexed] !== size - 1) {
    complete(home, start, bytes, size, stride, form);
    return;
  }
  link(home, indexed, buckets, size - 1, wanted.hash);
  home.u32[indexed] = size;
}

/** Says that no entry of a block is indexed, as in one that was just taken. */
export function forgetIndex(home: Slab, start: number, stride: number, form: KeyForm): void {
  const bytes = bytesOfBlock(home, start);
  if (bucketsOf(bytes, stride, form) !== 0) home.u32[(start + bytes - 4) >> 2] = 0;
}

/**
 * Takes the entry at `position`, whose key is the wanted one, out of the index, and gives its position to the last of
 * the `size` entries. The entries themselves are the caller's. An index that is not right is given up.
 */
export function unindex(
  home: Slab,
  start: number,
  position: number,
  size: number,
  stride: number,
  form: KeyForm,
): void {
  const bytes = bytesOfBlock(home, start);
  const buckets = bucketsOf(bytes, stride, form);
  if (buckets === 0) return;
  const { u32 } = home;
  const indexed = (start + bytes - 4) >> 2;
  const links = indexed - 1 - buckets;
  const last = size - 1;
  const gone = wordBefore(home, indexed, buckets, position, size, wanted.hash);
  if (gone >= 0) u32[gone] = u32[links - position] as number;
  if (gone >= 0 && position !== last) {
    const moved = wordBefore(home, indexed, buckets, last, size, hashKey(home, start + last * stride, form));
    if (moved >= 0) {
      u32[moved] = position + 1;
      u32[links - position] = u32[links - last] as number;
    }
    u32[indexed] = moved < 0 ? 0 : last;
    return;
  }
  u32[indexed] = gone < 0 ? 0 : last;
}

/** The word that leads to `position` in the chain of a hash, −1 when none does. */
function wordBefore(
  home: Slab,
  indexed: number,
  buckets: number,
  position: number,
  size: number,
  hash: number,
): number {
  let word = indexed - 1 - (hash & (buckets - 1));
  for (let left = size; left > 0; left--) {
    const next = home.u32[word] as number;
    if (next === position + 1) return word;
    if (next === 0 || next > size) return -1;
    word = indexed - 1 - buckets - (next - 1);
  }
  return -1;
}

/** Indexes the entries that are not; all of them anew when the index cannot be of this map. */
function complete(
  home: Slab,
  start: number,
  bytes: number,
  size: number,
  stride: number,
  form: KeyForm,
): void {
  const buckets = bucketsOf(bytes, stride, form);
  const indexed = (start + bytes - 4) >> 2;
  if (size > capacityOf(bytes, stride, form)) refuseIndex();
  let position = home.u32[indexed] as number;
  if (position === 0 || position > size) {
    position = 0;
    home.u32.fill(0, indexed - buckets, indexed);
  }
  for (; position < size; position++) {
    link(home, indexed, buckets, position, hashKey(home, start + position * stride, form));
  }
  home.u32[indexed] = size;
}

/** Puts a position at the head of its chain. */
function link(home: Slab, indexed: number, buckets: number, position: number, hash: number): void {
  const bucket = indexed - 1 - (hash & (buckets - 1));
  home.u32[indexed - 1 - buckets - position] = home.u32[bucket] as number;
  home.u32[bucket] = position + 1;
}

function refuseIndex(): never {
  throw new ArenaError(
    "CORRUPT",
    "shared memory is corrupt: the index of a map leads nowhere; something wrote outside its messages, reset the arena",
  );
}
