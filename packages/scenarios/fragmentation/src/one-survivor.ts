import { type Check, type CountCase, countCase } from "@strait/harness";
import { createArena } from "@strait/native";
import { Bench } from "./bench.ts";
import { checkTrim, figureMetrics, figureValues, percent } from "./figures.ts";

const spans = { smoke: 20, quick: 50, full: 100 } as const;
/** 64 of them are a span of 64 KiB. */
const bytes = 1_024;
const perSpan = 64;
const shown = [
  "realised",
  "blow-up",
  "unreleasable-peak",
  "unreleasable-steady",
  "retention",
  "trimmed",
] as const;

/**
 * The large-small pattern: of each span one block survives, so that hardly anything is alive and nothing can be given back.
 *
 * Nothing is timed.
 */
export const oneSurvivor = (arena = createArena): CountCase =>
  countCase({
    name: "one-survivor",
    title: "One survivor a span",
    description:
      "Fills 100 spans of 64 blocks of 1 KiB and frees all but one of each; fewer spans in the profiles smoke and quick. A trim can give back next to none of the blocks' memory until the survivors are gone.",
    metrics: figureMetrics(shown),
    start(context) {
      const count = spans[context.profile];
      if (count < 100) context.warn(`${count} spans are filled instead of 100: profile ${context.profile}.`);
      const bench = new Bench(arena(), context);
      const checks: Check[] = [];
      /** Free bytes of spans that have a block in use, and bytes of these spans. */
      const stuck = () =>
        bench.arena
          .memoryUse()
          .extents.filter(
            ({ purpose, blockBytes, usedBytes }) =>
              purpose === "data" && blockBytes === bytes && usedBytes > 0,
          )
          .reduce(
            (sum, extent) => ({
              free: sum.free + extent.bytes - extent.usedBytes,
              all: sum.all + extent.bytes,
            }),
            {
              free: 0,
              all: 0,
            },
          );
      return {
        count() {
          for (let span = 0; span < count; span++) for (let at = 0; at < perSpan; at++) bench.allocate(bytes);
          bench.look();
          for (const [at, block] of [...bench.live].entries()) if (at % perSpan !== 0) bench.free(block);
          bench.look();
          const { free, all } = stuck();
          bench.arena.trim();
          const left = stuck();
          checks.push({
            name: "what survivors keep is reported",
            passed: free === count * (perSpan - 1) * bytes && left.free === free,
            detail: `${free} free bytes (${percent(free / all)}) are in spans with a block in use, ${left.free} after a trim; ${count} survivors keep ${count * (perSpan - 1) * bytes}`,
          });
          const outcome = bench.finish();
          checks.push(checkTrim(outcome));
          return figureValues(shown, outcome);
        },
        verify: () => [...checks, ...bench.checks()],
      };
    },
  });
