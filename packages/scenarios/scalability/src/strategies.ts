import { type Stopwatch, sweepCase, type TimeMetric, type Timing, untimed } from "@strait/harness";
import { type Arena, checkLedgerAtZero, createArena, requireLive } from "@strait/native";
import { PriceTick } from "@strait/native/stress/market_data";
import { twoDecades, warmUps } from "./growth.ts";

/** Operations between two readings of the clock. */
const group = 10;
/** Messages of a sequential batch. */
const batchSize = 1_000;

type Allocator = { allocate(from: number, to: number): void; free(from: number, to: number): void };

/** Every strategy, for up to `most` messages by their places. */
const strategies: Readonly<Record<string, (arena: Arena, most: number) => Allocator>> = {
  javascript(arena) {
    const ticks: PriceTick[] = [];
    return {
      allocate(from, to) {
        for (let index = from; index < to; index++) ticks[index] = PriceTick.create(arena);
      },
      free(from, to) {
        for (let index = from; index < to; index++) ticks[index]?.free();
      },
    };
  },
  call({ native }, most) {
    const handles = new Float64Array(most);
    return {
      allocate(from, to) {
        for (let index = from; index < to; index++) handles[index] = native.allocate(PriceTick.type.id);
      },
      free(from, to) {
        for (let index = from; index < to; index++) native.free(handles[index] ?? 0);
      },
    };
  },
  batch({ native }, most) {
    const handles = new Float64Array(most);
    return {
      allocate: (from, to) => native.allocateBatch(PriceTick.type.id, handles.subarray(from, to)),
      free: (from, to) => native.freeBatch(handles.subarray(from, to)),
    };
  },
};

const titles: Readonly<Record<string, string>> = {
  javascript: "in JavaScript",
  call: "by a call each",
  batch: "by a call for a batch",
};

const metrics = Object.fromEntries(
  Object.keys(strategies).flatMap((name): [string, TimeMetric][] => [
    [`allocate-${name}`, { title: `Allocate all ${titles[name]}`, operation: "run of N objects" }],
    [`free-${name}`, { title: `Free all ${titles[name]}`, operation: "run of N objects" }],
    [
      `p99-${name}`,
      { title: `99th percentile of ten allocations ${titles[name]}`, operation: "ten allocations" },
    ],
    [
      `batches-${name}`,
      { title: `N in batches of 1,000, freed in turn, ${titles[name]}`, operation: "run of N objects" },
    ],
  ]),
);

/** The 99th of a hundred times, by the nearest rank. */
export function ninetyNinth(times: Float64Array): number {
  return times.toSorted()[Math.ceil(0.99 * times.length) - 1] ?? Number.NaN;
}

/**
 * Whether allocating N objects costs N times as much, by every strategy: all alive at once, and in sequential batches that
 * never have more than 1,000 alive, which must not depend on N at all. `p99-*` reads the clock itself, around every ten.
 */
export const byStrategy = sweepCase({
  name: "strategies",
  title: "Every strategy against N",
  description:
    "Allocates N price ticks by every strategy, all alive at once, and frees them; the slowest hundredth of ten at a time; then N in batches of 1,000.",
  size: { title: "Objects", unit: "objects" },
  sizes: { smoke: twoDecades(100), quick: twoDecades(200), full: millionFrom(1_000) },
  metrics,
  start({ profile, note }) {
    if (profile !== "full") note(`The sizes end below the million of the profile full: profile ${profile}.`);
    const arena = createArena();
    const most = profile === "full" ? 1_000_000 : profile === "quick" ? 20_000 : 10_000;
    const allocators = Object.entries(strategies).map(([name, start]) => ({
      name,
      allocator: start(arena, most),
    }));
    const measure = ({ time }: Stopwatch, size: number) => {
      const timings: Record<string, Timing> = {};
      for (const { name, allocator } of allocators) {
        timings[`allocate-${name}`] = time(1, () => {
          allocator.allocate(0, size);
          return size;
        });
        requireLive(arena, size);
        timings[`free-${name}`] = time(1, () => {
          allocator.free(0, size);
          return size;
        });
        requireLive(arena, 0);
        const times = new Float64Array(Math.floor(size / group));
        let before = performance.now();
        for (let place = 0; place < times.length; place++) {
          allocator.allocate(place * group, (place + 1) * group);
          const now = performance.now();
          times[place] = (now - before) * 1e6;
          before = now;
        }
        allocator.free(0, times.length * group);
        timings[`p99-${name}`] = { nanosecondsPerOperation: ninetyNinth(times), operations: times.length };
        timings[`batches-${name}`] = time(1, () => {
          for (let from = 0; from < size; from += batchSize) {
            const to = Math.min(size, from + batchSize);
            allocator.allocate(from, to);
            allocator.free(from, to);
          }
          return size;
        });
        requireLive(arena, 0);
      }
      return timings;
    };
    return {
      warmUp() {
        for (let round = 0; round < warmUps[profile]; round++) measure(untimed, 1_000);
      },
      measure,
      verify: () => [checkLedgerAtZero(arena)],
    };
  },
});

/** 13 sizes at equal ratios over three decades. */
function millionFrom(smallest: number): readonly number[] {
  return Array.from({ length: 13 }, (_, index) => Math.round(smallest * 10 ** (index / 4)));
}
