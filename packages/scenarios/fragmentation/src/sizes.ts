import type { Random } from "./random.ts";

/** Bytes of the next block. */
export type Sizes = (random: Random) => number;

/** In the manner of mimalloc's stress test: 64 bytes to 8 KiB, as many in each doubling, one in a hundred 32 times that. */
export const stressSizes: Sizes = (random) => {
  const least = 64 * 2 ** random.below(7);
  return (least + random.below(least)) * (random.below(100) === 0 ? 32 : 1);
};

/** The modes of rptest, by name: how large the blocks of a program are. */
export const sizeModes = {
  fixed: { title: "64 bytes", sizes: () => 64 },
  linear: { title: "64 to 1,024 bytes", sizes: (random: Random) => 64 + random.below(961) },
  exponential: {
    title: "64 bytes to 32 KiB, as many in each doubling",
    sizes: (random: Random) => Math.floor(64 * 2 ** (random.below(9000) / 1000)),
  },
  large: { title: "33 to 128 KiB", sizes: (random: Random) => 33 * 1024 + random.below(95 * 1024) },
} as const satisfies Record<string, { readonly title: string; readonly sizes: Sizes }>;
