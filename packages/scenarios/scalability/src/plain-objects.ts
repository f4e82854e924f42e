import { type Stopwatch, sweepCase, untimed } from "@strait/harness";
import { twoDecades, warmUps } from "./growth.ts";

/** The same fields as a price tick, in JavaScript's own memory. */
function plainTick(index: number) {
  return {
    bidPrice: 100 + index / 8,
    askPrice: 0,
    bidSize: index,
    askSize: 0,
    timeUnixNano: 0,
    instrumentId: 0,
    tradingHalted: false,
    impliedVolatility: 0,
  };
}

/** What the machine alone does to cost against size: no arena, no views. */
export const plainObjects = sweepCase({
  name: "plain-objects",
  title: "Plain objects, for comparison",
  description:
    "Builds N plain JavaScript objects with the fields of a price tick and reads each: the growth that caches and the collector cause by themselves.",
  size: { title: "Objects", unit: "objects" },
  sizes: { smoke: twoDecades(100), quick: twoDecades(1_000), full: twoDecades(1_000) },
  metrics: {
    build: { title: "Build all", operation: "run of N objects" },
    read: { title: "Read all", operation: "run of N objects" },
  },
  start: ({ profile }) => ({
    warmUp() {
      for (let round = 0; round < warmUps[profile]; round++) measure(untimed, 1_000);
    },
    measure,
  }),
});

function measure({ time }: Stopwatch, size: number) {
  const ticks: ReturnType<typeof plainTick>[] = [];
  const build = time(1, () => {
    for (let index = 0; index < size; index++) ticks.push(plainTick(index));
    return ticks.length;
  });
  const read = time(1, () => ticks.reduce((sum, tick) => sum + tick.bidPrice + tick.bidSize, 0));
  return { build, read };
}
