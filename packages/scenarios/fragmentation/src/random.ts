import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Draws whole numbers; the same from the same seed. */
export type Random = {
  /** From 0 to `count` − 1. */
  below(count: number): number;
};

export function randomOf(seed: number): Random {
  const generator = xoroshiro128plus(seed);
  return { below: (count) => uniformInt(generator, 0, count - 1) };
}

/** The items in a random order. */
export function shuffled<Item>(items: readonly Item[], random: Random): Item[] {
  return items
    .map((item) => ({ item, key: random.below(2 ** 30) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}
