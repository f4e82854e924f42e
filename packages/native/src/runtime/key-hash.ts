/**
 * The hash of a map's key: HalfSipHash-1-3 over the `bytes` bytes from `words[first]`, as in docs/layout.md. What
 * the last word holds beyond them does not matter.
 */
export function hashWords(secret: Int32Array, words: Int32Array, first: number, bytes: number): number {
  const k0 = secret[0] as number;
  const k1 = secret[1] as number;
  let v0 = k0;
  let v1 = k1;
  let v2 = 0x6c796765 ^ k0;
  let v3 = 0x74656462 ^ k1;
  const whole = bytes >> 2;
  const rest = bytes & 3;
  const last = (rest === 0 ? 0 : (words[first + whole] as number) & ((1 << (rest << 3)) - 1)) | (bytes << 24);
  // One round for each word, one for the last, and three that take nothing: as one loop, the round stands here once.
  for (let turn = 0; turn < whole + 4; turn++) {
    const word = turn < whole ? (words[first + turn] as number) : turn === whole ? last : 0;
    if (turn === whole + 1) v2 ^= 0xff;
    v3 ^= word;
    v0 = (v0 + v1) | 0;
    v1 = ((v1 << 5) | (v1 >>> 27)) ^ v0;
    v0 = (v0 << 16) | (v0 >>> 16);
    v2 = (v2 + v3) | 0;
    v3 = ((v3 << 8) | (v3 >>> 24)) ^ v2;
    v0 = (v0 + v3) | 0;
    v3 = ((v3 << 7) | (v3 >>> 25)) ^ v0;
    v2 = (v2 + v1) | 0;
    v1 = ((v1 << 13) | (v1 >>> 19)) ^ v2;
    v2 = (v2 << 16) | (v2 >>> 16);
    v0 ^= word;
  }
  return v1 ^ v3;
}
