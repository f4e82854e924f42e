import { type Check, type CountCase, countCase } from "@strait/harness";
import { createArena } from "@strait/native";
import { Bench } from "./bench.ts";
import { randomOf, shuffled } from "./random.ts";
import { stressSizes } from "./sizes.ts";

const blocks = { smoke: 400, quick: 1_000, full: 8_000 } as const;
const times = 3;

/**
 * The same set of blocks again and again, as jemalloc's test of packing: what held it once must hold it again, to the byte.
 *
 * Nothing is timed.
 */
export const exactRepack = (arena = createArena): CountCase =>
  countCase({
    name: "exact-repack",
    title: "The same set again, to the byte",
    description:
      "Allocates blocks of 64 bytes to 256 KiB, frees all, and allocates the same set three times more, once after a trim: what the arena holds must not grow by a byte. In another order it may, and is reported.",
    metrics: {
      held: { title: "Held for the set", operation: "workload", unit: "bytes" },
      growth: { title: "More held for the same set again", operation: "workload", unit: "bytes" },
      shuffled: {
        title: "More held for the same set in another order",
        operation: "workload",
        unit: "bytes",
      },
    },
    start(context) {
      const bench = new Bench(arena(), context);
      const random = randomOf(context.seed);
      const sizes = Array.from({ length: blocks[context.profile] }, () => stressSizes(random));
      const checks: Check[] = [];
      const pack = (set: readonly number[]) => {
        for (const bytes of set) bench.allocate(bytes);
        bench.look();
        const held = bench.held;
        bench.freeAll();
        return held;
      };
      return {
        count() {
          const first = pack(sizes);
          const again = Array.from({ length: times }, (_, time) => {
            if (time === times - 1) bench.arena.trim();
            return pack(sizes);
          });
          const another = pack(shuffled(sizes, random));
          bench.finish();
          checks.push({
            name: "the same set is packed exactly",
            passed: again.every((held) => held === first),
            detail: `${first} bytes are held for ${sizes.length} blocks, then ${again.join(", ")} for the same, the last after a trim`,
          });
          return {
            held: first,
            growth: Math.max(0, ...again.map((held) => held - first)),
            shuffled: Math.max(0, another - first),
          };
        },
        verify: () => [...checks, ...bench.checks()],
      };
    },
  });
