/** The largest block that has a size class, and so the largest message. */
export const largestMessage = 32_768;

/** Bytes of each of the 40 size classes: 16 to 128 in steps of 16, then four to a doubling. */
export const classBytes: readonly number[] = Array.from({ length: 40 }, (_, sizeClass) =>
  sizeClass < 8 ? 16 * (sizeClass + 1) : (5 + (sizeClass % 4)) * 2 ** (5 + Math.floor((sizeClass - 8) / 4)),
);

/**
 * The smallest size class whose blocks hold `bytes`. Throws RangeError above {@link largestMessage}.
 *
 * @example sizeClassOf(100) === 6 && classBytes[6] === 112
 */
export function sizeClassOf(bytes: number): number {
  const sizeClass = classBytes.findIndex((capacity) => capacity >= bytes);
  if (sizeClass === -1)
    throw new RangeError(`${bytes} bytes are more than the ${largestMessage} of the largest class`);
  return sizeClass;
}
