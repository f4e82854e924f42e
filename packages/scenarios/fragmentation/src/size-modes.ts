import { type CountCase, countCase } from "@strait/harness";
import { createArena } from "@strait/native";
import { Bench } from "./bench.ts";
import { figureMetrics, figureValues } from "./figures.ts";
import { randomOf } from "./random.ts";
import { sizeModes } from "./sizes.ts";

const blocks = { smoke: 60, quick: 250, full: 1_000 } as const;
const looks = 6;
const shown = ["internal-steady", "unreleasable-steady", "blow-up", "metadata", "trimmed"] as const;
const modes = Object.entries(sizeModes);

/**
 * How large the blocks of a program are: the modes of rptest. As many stay alive throughout; a random one is replaced by
 * another, three times each.
 *
 * Nothing is timed. An arena each, so that no mode uses what another left.
 */
export const sizeModesCase = (arena = createArena): CountCase =>
  countCase({
    name: "size-modes",
    title: "Sizes: fixed, linear, exponential, large",
    description:
      "Keeps as many blocks alive and replaces random ones by others of the same mode: 64 bytes each, 64 to 1,024 bytes, 64 bytes to 32 KiB with as many in each doubling, and 33 to 128 KiB, which are runs of pages.",
    metrics: Object.assign(
      {},
      ...modes.map(([name, { title }]) => figureMetrics(shown, `${name}-`, `${title}: `)),
    ),
    start(context) {
      const { profile, seed } = context;
      const benches = modes.map(([name, { sizes }]) => ({ name, sizes, bench: new Bench(arena(), context) }));
      return {
        count() {
          const results = benches.map(({ name, sizes, bench }) => {
            const random = randomOf(seed);
            const alive = Array.from({ length: blocks[profile] }, () => bench.allocate(sizes(random)));
            for (let turn = 0; turn < 3 * alive.length; turn++) {
              const place = random.below(alive.length);
              const block = alive[place];
              if (block !== undefined) bench.free(block);
              alive[place] = bench.allocate(sizes(random));
              if (turn % Math.ceil((3 * alive.length) / looks) === 0) bench.look();
            }
            return figureValues(shown, bench.finish(), `${name}-`);
          });
          return Object.assign({}, ...results);
        },
        verify: () =>
          benches.flatMap(({ name, bench }) =>
            bench.checks().map((check) => ({ ...check, name: `${check.name} (${name})` })),
          ),
      };
    },
  });
