/**
 * Which numbers this package computes with.
 *
 * Outside of 1e-100 … 1e100 cubes, squares and rates overflow or vanish in double precision, and no time, size or
 * count of this world lies there. Zero is allowed: a count may be zero.
 */
const smallest = 1e-100;
const largest = 1e100;

/** Samples keep a distance from these limits, so that what is interpolated between one and zero is within them. */
const smallestSample = 1e-60;
const largestSample = 1e60;

/** Whether a number can be a quantity: zero, or positive and within 1e-100 … 1e100. */
export function isMeasurable(value: number): boolean {
  return value === 0 || (value >= smallest && value <= largest);
}

/** Whether a number can be a recorded sample: zero, or positive and within 1e-60 … 1e60. */
export function isSample(value: number): boolean {
  return value === 0 || (value >= smallestSample && value <= largestSample);
}

/**
 * Refuses an empty list, and values that cannot be quantities.
 *
 * @param what what the values are, in the plural, for the message: "fork medians"
 * @throws RangeError which says which value is wrong and what is expected
 */
export function requireMeasurable(values: readonly number[], what: string): void {
  if (values.length === 0) throw new RangeError(`There are no ${what}: at least one is needed.`);
  const position = values.findIndex((value) => !isMeasurable(value));
  if (position === -1) return;
  throw new RangeError(
    `Of ${what}, number ${position + 1} is ${values[position]}: give zero or a number between 1e-100 and 1e100.`,
  );
}
