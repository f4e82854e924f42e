import type { Column } from "@strait/harness";

/** Bytes of a kibibyte and of a mebibyte. */
export const kibibyte = 2 ** 10;
export const mebibyte = 2 ** 20;

/** A size of payload: bytes, with a name for a metric and a title for people. */
export type Size = Column & { readonly bytes: number };

/** From what fits into the first cache of a processor to what fits into none. */
export const sizes: readonly Size[] = [
  { name: "4-kib", title: "4 KiB", bytes: 4 * kibibyte },
  { name: "64-kib", title: "64 KiB", bytes: 64 * kibibyte },
  { name: "1-mib", title: "1 MiB", bytes: mebibyte },
  { name: "16-mib", title: "16 MiB", bytes: 16 * mebibyte, from: "full" },
];

/** `bytes` bytes that differ from their neighbours, and from those of another seed. */
export function patternedBytes(bytes: number, seed: number): Uint8Array<ArrayBuffer> {
  return repeated(bytes, 251, (index) => (index * 7 + seed) & 255);
}

/** As many printable ASCII characters, likewise. */
export function patternedText(characters: number, seed: number): string {
  const bytes = repeated(characters, 89, (index) => 32 + ((index * 7 + seed) % 95));
  return Buffer.from(bytes.buffer).latin1Slice(0, characters);
}

/** `length` bytes: those of one period, again and again. */
function repeated(
  length: number,
  period: number,
  byteAt: (index: number) => number,
): Uint8Array<ArrayBuffer> {
  const content = new Uint8Array(length);
  const once = Math.min(length, period);
  for (let index = 0; index < once; index++) content[index] = byteAt(index);
  for (let filled = once; filled > 0 && filled < length; filled *= 2) content.copyWithin(filled, 0, filled);
  return content;
}
