import { type Check, type CountCase, type CountMetric, countCase } from "@strait/harness";
import { createArena } from "@strait/native";
import { Bench } from "./bench.ts";
import type { CookieBlock } from "./cookie-block.ts";
import { type Random, randomOf, shuffled } from "./random.ts";

const batch = { smoke: 200, quick: 500, full: 3_000 } as const;
const rounds = 4;

/** In which order a batch is freed. */
const orders: Readonly<
  Record<string, { readonly title: string; order(blocks: CookieBlock[], random: Random): CookieBlock[] }>
> = {
  same: { title: "as allocated", order: (blocks) => blocks },
  reverse: { title: "backwards", order: (blocks) => blocks.toReversed() },
  alternate: {
    title: "every second, then the others",
    order: (blocks) => [...blocks.filter((_, at) => at % 2 === 1), ...blocks.filter((_, at) => at % 2 === 0)],
  },
  random: { title: "at random", order: shuffled },
};

const metrics = Object.fromEntries(
  Object.entries(orders).map(([name, { title }]): [string, CountMetric] => [
    `growth-${name}`,
    { title: `More held after ${rounds} rounds, freed ${title}`, operation: "workload", unit: "bytes" },
  ]),
);

/**
 * Whether the order of freeing costs memory, as sh6bench and sh8bench ask: the same sizes again and again, half of a
 * batch freed only when half of the next is there.
 *
 * Nothing is timed; the scenario `memory` times freeing in three orders.
 */
export const orderSensitivity = (arena = createArena): CountCase =>
  countCase({
    name: "order-sensitivity",
    title: "Freed in four orders",
    description:
      "Allocates a batch of blocks of 16 to 2,048 bytes, the same sizes in every round, and frees it in one of four orders, its second half only when half of the next batch is there. Blocks that come back in another order must not cost more.",
    metrics,
    start(context) {
      const { profile, seed } = context;
      const checks: Check[] = [];
      const growthOf = (name: string, { order, title }: (typeof orders)[string]) => {
        const bench = new Bench(arena(), context);
        const random = randomOf(seed);
        const sizes = Array.from({ length: batch[profile] }, () => 16 + random.below(2_033));
        const half = sizes.length >> 1;
        let left: CookieBlock[] = [];
        let first = 0;
        for (let round = 0; round < rounds; round++) {
          const blocks = sizes.slice(0, half).map((bytes) => bench.allocate(bytes));
          for (const block of left) bench.free(block);
          blocks.push(...sizes.slice(half).map((bytes) => bench.allocate(bytes)));
          bench.look();
          // The second round is the first that begins with half a batch.
          if (round === 1) first = bench.held;
          const freed = order(blocks, random);
          for (const block of freed.slice(0, half)) bench.free(block);
          left = freed.slice(half);
        }
        const growth = bench.held - first;
        bench.finish();
        checks.push(
          {
            name: `no growth, freed ${title}`,
            // Halves that were freed at random differ in their sizes from round to round.
            passed: name === "same" || name === "reverse" ? growth === 0 : growth <= 0.1 * first,
            detail: `${growth} bytes more than the ${first} of the second round are held after ${rounds}`,
          },
          ...bench.checks().map((check) => ({ ...check, name: `${check.name} (${name})` })),
        );
        return [`growth-${name}`, Math.max(0, growth)];
      };
      return {
        count: () => Object.fromEntries(Object.entries(orders).map(([name, order]) => growthOf(name, order))),
        verify: () => checks,
      };
    },
  });
