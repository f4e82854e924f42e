import { type Check, type CountCase, type CountMetric, countCase } from "@strait/harness";
import { createArena } from "@strait/native";
import { Bench } from "./bench.ts";

const blocks = { smoke: 400, quick: 1_000, full: 8_000 } as const;
const small = 1_024;
const larger = 1_280;

const bytes = (title: string): CountMetric => ({ title, operation: "workload", unit: "bytes" });

/**
 * Every second block is freed, then blocks of the next larger class are asked for, as in tcmalloc's test of
 * fragmentation: no hole fits any of them.
 *
 * Nothing is timed.
 */
export const largerClass = (arena = createArena): CountCase =>
  countCase({
    name: "larger-class",
    title: "Every second freed, then a larger class",
    description:
      "Allocates blocks of 1,024 bytes and frees every second; blocks of 1,280 bytes then fit into no hole. With all small blocks freed and a trim, they must take the pages that these had, and not one more than in a fresh arena.",
    metrics: {
      holes: bytes("Free in holes that are too small"),
      beside: bytes("More held with the larger, beside the holes"),
      kept: bytes("More held with the larger, all small freed"),
      trimmed: bytes("More held with the larger, all small freed and trimmed"),
    },
    start(context) {
      const count = blocks[context.profile];
      const checks: Check[] = [];
      const pages = (bench: Bench) =>
        bench.arena.memoryUse().extents.reduce((sum, extent) => sum + extent.bytes, 0);
      const fill = (bench: Bench, size: number, many: number) =>
        Array.from({ length: many }, () => bench.allocate(size));
      /** Bytes of pages that are held beyond those of all small blocks, once `count` / 2 larger are there. */
      const growth = (prepare: (bench: Bench) => void) => {
        const bench = new Bench(arena(), context);
        const blocks = fill(bench, small, count);
        bench.look();
        for (const [at, block] of blocks.entries()) if (at % 2 === 1) bench.free(block);
        const full = pages(bench);
        const holes = bench.arena
          .memoryUse()
          .extents.filter(({ purpose, blockBytes }) => purpose === "data" && blockBytes === small)
          .reduce((sum, { freeRuns }) => sum + freeRuns.reduce((total, run) => total + run, 0), 0);
        prepare(bench);
        fill(bench, larger, count / 2);
        bench.look();
        const after = pages(bench);
        bench.finish();
        checks.push(...bench.checks());
        return { holes, grown: Math.max(0, after - full), after };
      };
      return {
        count() {
          const fresh = new Bench(arena(), context);
          fill(fresh, larger, count / 2);
          const least = pages(fresh);
          fresh.freeAll();
          const beside = growth(() => {});
          const kept = growth((bench) => bench.freeAll());
          const trimmed = growth((bench) => {
            bench.freeAll();
            bench.arena.trim();
          });
          checks.push(
            {
              name: "holes are what was freed",
              passed: beside.holes >= (count / 2) * small && beside.holes < (count / 2) * small + 2 ** 16,
              detail: `${beside.holes} bytes are free among blocks of ${small} bytes after ${count / 2} of them were freed`,
            },
            {
              name: "a larger class takes the pages of a smaller after a trim",
              passed: trimmed.after === least || process.platform !== "linux",
              detail: `${trimmed.after} bytes of pages are held for ${count / 2} blocks of ${larger} bytes, ${least} in a fresh arena`,
            },
          );
          return {
            holes: beside.holes,
            beside: beside.grown,
            kept: kept.grown,
            trimmed: trimmed.grown,
          };
        },
        verify: () => checks,
      };
    },
  });
