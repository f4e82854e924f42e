import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/**
 * Shuffles in turn: every call of the returned function yields the values in a new order, and the same seed
 * yields the same orders (Fisher and Yates; Durstenfeld 1964).
 */
export function createShuffle(seed: number): <Value>(values: readonly Value[]) => Value[] {
  const generator = xoroshiro128plus(seed);
  return (values) => {
    const rest = [...values];
    const shuffled: typeof rest = [];
    while (rest.length > 0) shuffled.push(...rest.splice(uniformInt(generator, 0, rest.length - 1), 1));
    return shuffled;
  };
}
