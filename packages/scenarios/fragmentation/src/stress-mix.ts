import { type CountCase, countCase } from "@strait/harness";
import { createArena } from "@strait/native";
import { Bench } from "./bench.ts";
import type { CookieBlock } from "./cookie-block.ts";
import { allFigures, checkPageMaps, checkTrim, figureMetrics, figureValues } from "./figures.ts";
import { randomOf } from "./random.ts";
import { stressSizes } from "./sizes.ts";

const places = { smoke: 400, quick: 1_200, full: 5_000 } as const;
const looks = 24;

/**
 * A table of blocks, a random place of which is freed or filled again and again, as in mimalloc's stress test.
 *
 * Nothing is timed.
 */
export const stressMix = (arena = createArena): CountCase =>
  countCase({
    name: "stress-mix",
    title: "Stress mix with cookies",
    description:
      "Frees or fills a random place of a table, four times as often as it has places. Blocks have 64 bytes to 8 KiB, one in a hundred 32 times as many. What JavaScript wrote Rust verifies before the block is freed, and the other way round.",
    metrics: figureMetrics(allFigures),
    start(context) {
      const { profile, seed } = context;
      const bench = new Bench(arena(), context);
      const random = randomOf(seed);
      const table: (CookieBlock | undefined)[] = new Array(places[profile]).fill(undefined);
      const outcome = () => {
        for (let turn = 0; turn < 4 * table.length; turn++) {
          const place = random.below(table.length);
          const block = table[place];
          if (block !== undefined) bench.free(block);
          table[place] =
            block === undefined || random.below(2) === 0 ? bench.allocate(stressSizes(random)) : undefined;
          if (turn % Math.ceil((4 * table.length) / looks) === 0) bench.look();
        }
        return bench.finish();
      };
      const checks: ReturnType<typeof checkTrim>[] = [];
      return {
        count() {
          const result = outcome();
          checks.push(checkTrim(result), checkPageMaps(result));
          return figureValues(allFigures, result);
        },
        verify: () => [...checks, ...bench.checks()],
      };
    },
  });
