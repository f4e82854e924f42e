/** Words that follow from a seed, as Rust makes them: each is the one before, times an odd number, plus one. */
export function wordsOf(seed: number, count: number): Uint32Array<ArrayBuffer> {
  const words = new Uint32Array(count);
  let word = seed >>> 0;
  for (let index = 0; index < count; index++) {
    words[index] = word;
    word = (Math.imul(word, 0x9e3779b1) + 1) >>> 0;
  }
  return words;
}

/** Words of a cache line, of which one is read. */
const line = 16;

/** The sum of one word of each cache line. */
export function sumOf(words: ArrayLike<number>): number {
  let sum = 0;
  for (let index = 0; index < words.length; index += line) sum += words[index] ?? Number.NaN;
  return sum;
}
