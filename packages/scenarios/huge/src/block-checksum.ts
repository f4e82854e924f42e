function mix(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x9e3779b1);
  return product ^ (product >>> 15);
}

/** The checksum, by docs/layout.md, of a MemoryBlock that has nothing but `content`: worked out without an arena. */
export function checksumOfBlock(content: Uint8Array): number {
  // Base address 0 in two words, protection 0, then field 3.
  let hash = 0x53545241;
  for (const word of [1, 0, 0, 2, 0, 3, content.length]) hash = mix(hash, word);
  const words = new DataView(content.buffer, content.byteOffset, content.byteLength);
  const whole = content.length & ~3;
  for (let byte = 0; byte < whole; byte += 4) hash = mix(hash, words.getUint32(byte, true));
  if (whole < content.length) {
    let last = 0;
    for (let byte = content.length - 1; byte >= whole; byte--) last = (last << 8) | words.getUint8(byte);
    hash = mix(hash, last);
  }
  // The checksum of the content, 0; no unknown fields.
  for (const word of [4, 0, 0, 0]) hash = mix(hash, word);
  return hash >>> 0;
}
