import { shortAscii } from "./short-ascii.ts";

/** Strings that are kept, 2¹¹ of them, each at a place that its characters give. */
const placeShift = 21;
const texts: string[] = Array.from({ length: 2048 }, () => "");
/** Their keys, 8 words for each: four of characters, then the length. */
const keys = new Int32Array(8 * texts.length);

/** Look-ups since they were last weighed. */
let hits = 0;
let misses = 0;
/** Reads that look nothing up, because most look-ups had failed. */
let unkept = 0;

/**
 * The string of `length` ASCII characters, 0 … 16, that starts at `word` of a block of at least 16 bytes. Symbols,
 * currencies and tags are read again and again: one that was read lately is taken from a table, with which a getter takes
 * 15 ns instead of the 28 that it takes to make the string. A look-up that fails costs 20 ns more, so when fewer than two
 * of three succeed there is none for a while, and strings that never recur take 30.
 */
export function keptText(words: Int32Array, word: number, length: number): string {
  // Bytes beyond the length may hold anything.
  const mask = -1 >>> ((-length & 3) << 3);
  let a = words[word] as number;
  let b = 0;
  let c = 0;
  let d = 0;
  if (length > 8) {
    b = words[word + 1] as number;
    c = words[word + 2] as number;
    if (length > 12) d = (words[word + 3] as number) & mask;
    else c &= mask;
  } else if (length > 4) {
    b = (words[word + 1] as number) & mask;
  } else {
    a &= mask;
  }
  if (unkept > 0) {
    unkept--;
    return shortAscii(a, b, c, d, length);
  }
  const place = placeOf(a, b, c, d);
  const key = place << 3;
  if (
    keys[key] === a &&
    keys[key + 1] === b &&
    keys[key + 2] === c &&
    keys[key + 3] === d &&
    keys[key + 4] === length
  ) {
    hits = (hits + 1) | 0;
    return texts[place] as string;
  }
  return keep(place, a, b, c, d, length);
}

function placeOf(a: number, b: number, c: number, d: number): number {
  const mixed =
    Math.imul(a, 0x9e3779b1) ^ Math.imul(b, 0x85ebca6b) ^ Math.imul(c, 0xc2b2ae35) ^ Math.imul(d, 0x27d4eb2f);
  return Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d) >>> placeShift;
}

/** Makes the string and keeps it at its place. */
function keep(place: number, a: number, b: number, c: number, d: number, length: number): string {
  if (++misses === 256) {
    if (hits < 2 * misses) unkept = 8192;
    hits = 0;
    misses = 0;
  }
  const text = shortAscii(a, b, c, d, length);
  const key = place << 3;
  keys[key] = a;
  keys[key + 1] = b;
  keys[key + 2] = c;
  keys[key + 3] = d;
  keys[key + 4] = length;
  texts[place] = text;
  return text;
}
