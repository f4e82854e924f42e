import { type Check, type CountCase, countCase } from "@strait/harness";
import { type Arena, checkLedgerAtZero, createArena } from "@strait/native";
import { MemoryBlock } from "@strait/native/stress/memory_blocks";
import { percent } from "./figures.ts";

/** What a request of some bytes got. */
export type Fit = { readonly requested: number; readonly got: number };

const loss = ({ requested, got }: Fit) => 1 - requested / got;

/** Bytes that blocks get, found by asking for one byte more than the last got: the worst fit of each class. */
export function worstFits(arena: Arena, most: number): Fit[] {
  const fits: Fit[] = [];
  for (let requested = 1; requested <= most; ) {
    const block = MemoryBlock.create(arena).assign({ content: new Uint8Array(requested) });
    const got = arena
      .memoryUse()
      .extents.filter(({ purpose }) => purpose === "data" || purpose === "run")
      .reduce((sum, { usedBytes }) => sum + usedBytes, 0);
    block.free();
    if (got < requested) throw new Error(`a block of ${got} bytes is to hold ${requested}`);
    fits.push({ requested, got });
    requested = got + 1;
  }
  return fits;
}

/**
 * What a block wastes at worst, class by class, and of runs of pages as far as 128 KiB.
 *
 * Nothing is timed.
 */
export const sizeClasses = (arena = createArena): CountCase =>
  countCase({
    name: "size-classes",
    title: "The worst fit of every size class",
    description:
      "Asks for one byte more than the size class before gives, for each of the 40 classes and for runs of pages to 128 KiB, and looks how large a block it gets.",
    metrics: {
      classes: { title: "Sizes of blocks to 32 KiB", operation: "arena", unit: "count" },
      small: { title: "Worst loss below 64 bytes asked for (%)", operation: "block", unit: "count" },
      worst: { title: "Worst loss from 64 bytes on (%)", operation: "block", unit: "count" },
      mean: { title: "Mean of the worst losses from 64 bytes on (%)", operation: "block", unit: "count" },
    },
    start() {
      const tested = arena();
      const checks: Check[] = [];
      return {
        count() {
          const fits = worstFits(tested, 2 ** 17);
          // 64 bytes get a block of 64; the worst fit of that class, 49 bytes, is below.
          const from64 = fits.filter(({ requested }) => requested >= 64);
          const worst = from64.reduce((most, fit) => (loss(fit) > loss(most) ? fit : most));
          checks.push({
            name: "a block wastes at most 20% from 64 bytes on",
            passed: loss(worst) <= 0.2,
            detail: `the worst of ${from64.length} sizes is ${worst.requested} bytes in ${worst.got}, ${percent(loss(worst))}`,
          });
          return {
            classes: fits.filter(({ got }) => got <= 2 ** 15).length,
            small: 100 * Math.max(...fits.filter(({ requested }) => requested < 64).map(loss)),
            worst: 100 * loss(worst),
            mean: (100 * from64.reduce((sum, fit) => sum + loss(fit), 0)) / from64.length,
          };
        },
        verify: () => [...checks, checkLedgerAtZero(tested)],
      };
    },
  });
