/** The 40 size classes of docs/layout.md: 16 to 128 bytes in steps of 16, then four to a doubling. */

/** Bytes of each class. */
export const classBytes: Uint32Array = Uint32Array.from({ length: 40 }, (_, sizeClass) =>
  sizeClass < 8 ? 16 * (sizeClass + 1) : (5 + ((sizeClass - 8) & 3)) << (5 + ((sizeClass - 8) >> 2)),
);

/** The largest block that has a class; larger ones are runs of pages. */
export const largestClassBytes = 32768;

/** Class by 16-byte step: entry n is the smallest class that holds 16·n bytes. */
const classOfStep = new Uint8Array(largestClassBytes / 16 + 1);
for (let step = 1, sizeClass = 0; step < classOfStep.length; step++) {
  if ((classBytes[sizeClass] as number) < step * 16) sizeClass++;
  classOfStep[step] = sizeClass;
}

/**
 * The smallest size class that holds `bytes`, 1 … 32,768.
 *
 * @example sizeClassOf(100) === 6 && classBytes[6] === 112
 */
export function sizeClassOf(bytes: number): number {
  return classOfStep[(bytes + 15) >> 4] as number;
}
