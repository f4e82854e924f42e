import { byteAt, slabAt } from "./data-block.ts";
import { hashWords } from "./key-hash.ts";
import type { Slab } from "./slab.ts";

/** How a key lies in an entry: a byte, one word, two words, or the span of a string. */
export type KeyForm = "byte" | "word" | "pair" | "text";

const lengthMask = 0x7fffffff;
/** Lengths up to which a loop over characters beats a call into the engine. */
const loopLength = 32;

/** The key that is being looked for: its bytes as little-endian words, and its hash once it was needed. */
export const wanted: { words: Int32Array; bytes: number; hash: number } = {
  words: new Int32Array(64),
  bytes: 0,
  hash: 0,
};
let encoder = Buffer.from(wanted.words.buffer);

/** Makes `word` the wanted key. */
export function wantWord(word: number): boolean {
  wanted.words[0] = word;
  wanted.bytes = 4;
  return true;
}

/** Makes a 64-bit key the wanted one; false when it is none. */
export function wantPair(key: number | bigint, isSigned: boolean): boolean {
  const { words } = wanted;
  wanted.bytes = 8;
  if (typeof key === "number") {
    words[0] = key;
    words[1] = Math.floor(key / 2 ** 32);
    return Number.isSafeInteger(key) && (isSigned || key >= 0);
  }
  if (typeof key !== "bigint") return false;
  words[0] = Number(BigInt.asIntN(32, key));
  words[1] = Number(BigInt.asIntN(32, key >> 32n));
  return (isSigned ? BigInt.asIntN(64, key) : BigInt.asUintN(64, key)) === key;
}

/** Makes the UTF-8 bytes of a string the wanted key. */
export function wantText(key: string): boolean {
  const length = key.length;
  if (length <= loopLength && wantShortAscii(key)) return true;
  if (wanted.words.length * 4 < length * 3) {
    wanted.words = new Int32Array(length);
    encoder = Buffer.from(wanted.words.buffer);
  }
  wanted.bytes = encoder.utf8Write(key, 0, encoder.length);
  return true;
}

function wantShortAscii(key: string): boolean {
  const { words } = wanted;
  const length = key.length;
  let word = 0;
  for (let position = 0; position < length; position++) {
    const character = key.charCodeAt(position);
    if (character > 127) return false;
    word |= character << ((position & 3) << 3);
    if ((position & 3) === 3) {
      words[position >> 2] = word;
      word = 0;
    }
  }
  words[length >> 2] = word;
  wanted.bytes = length;
  return true;
}

/** Sets the hash of the wanted key, and returns it. */
export function hashWanted(secret: Int32Array): number {
  wanted.hash = hashWords(secret, wanted.words, 0, wanted.bytes);
  return wanted.hash;
}

/** The hash of the key at `byte` of a slab. */
export function hashKey(slab: Slab, byte: number, form: KeyForm): number {
  const secret = slab.arena.hashSecret;
  if (form === "word") return hashWords(secret, slab.i32, byte >> 2, 4);
  if (form === "pair") return hashWords(secret, slab.i32, byte >> 2, 8);
  const length = (slab.u32[(byte >> 2) + 1] as number) & lengthMask;
  if (length === 0) return hashWords(secret, slab.i32, 0, 0);
  const address = slab.u32[byte >> 2] as number;
  const home = slabAt(slab.arena, address);
  return hashWords(secret, home.i32, byteAt(home, address) >> 2, length);
}

/** Whether the key at `byte` of a slab is the wanted one. */
export function isWanted(slab: Slab, byte: number, form: KeyForm): boolean {
  const { words } = wanted;
  const word = byte >> 2;
  if (form === "word") return slab.i32[word] === words[0];
  if (form === "pair") return slab.i32[word] === words[0] && slab.i32[word + 1] === words[1];
  if (form === "byte") return (slab.u8[byte] !== 0) === (words[0] !== 0);
  return isWantedText(slab, word);
}

function isWantedText(slab: Slab, word: number): boolean {
  const { words, bytes } = wanted;
  if (((slab.u32[word + 1] as number) & lengthMask) !== bytes) return false;
  if (bytes === 0) return true;
  const address = slab.u32[word] as number;
  const home = slabAt(slab.arena, address);
  const { i32 } = home;
  const first = byteAt(home, address) >> 2;
  const whole = bytes >> 2;
  for (let index = 0; index < whole; index++) {
    if (i32[first + index] !== words[index]) return false;
  }
  const rest = bytes & 3;
  if (rest === 0) return true;
  const mask = (1 << (rest << 3)) - 1;
  return (((i32[first + whole] as number) ^ (words[whole] as number)) & mask) === 0;
}
