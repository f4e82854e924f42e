import { type MetricTable, phaseCase, type TimeMetric, type Timing } from "@strait/harness";
import { checkLedgerAtZero, createArena, requireLive } from "@strait/native";
import { groupedLoops, groupSize } from "./grouped-loops.ts";
import { percentile, type ShareName, shares } from "./percentile.ts";

/** Groups of a sample: a thousandth of them are four. */
const groups = 4_000;

const steps = { allocate: "allocations", free: "deallocations" } as const;
const strategies = {
  javascript: "In JavaScript",
  call: "By a call each",
  batch: "By one call for ten",
} as const;
const shareTitles = { p50: "median", p99: "p99", "p99-9": "p99.9" } as const;

const shareNames: readonly ShareName[] = ["p50", "p99", "p99-9"];
const strategyNames = ["javascript", "call", "batch"] as const;

const percentiles = Object.fromEntries(
  strategyNames.flatMap((strategy) =>
    (["allocate", "free"] as const).flatMap((step) =>
      shareNames.map((share): [string, TimeMetric] => [
        `${strategy}-${step}-${share}`,
        {
          title: `${strategies[strategy]}: ${step} ten, ${shareTitles[share]}`,
          operation: `group of ten ${steps[step]}`,
        },
      ]),
    ),
  ),
);

const metrics: MetricTable = {
  ...percentiles,
  clock: { title: "Reading the clock: subtracted above", operation: "reading" },
};

/** How long the slowest take, not only the usual ones. */
export const latency = phaseCase({
  name: "latency",
  title: "Latency of ten at a time",
  description:
    "Reads the clock around every ten allocations, then around every ten frees, of 40,000 price ticks: median, p99 and p99.9 of 4,000 groups, less the median cost of reading the clock.",
  metrics,
  start({ sink }) {
    const arena = createArena();
    const loops = groupedLoops(arena, groups);
    const times = new Float64Array(groups);
    return {
      measure() {
        loops.clock(times);
        const clock = percentile(times.sort(), 0.5);
        const timings: Record<string, Timing> = { clock: timing(clock) };
        const take = (name: string) => {
          times.sort();
          sink(percentile(times, 0.5));
          for (const share of shareNames) {
            timings[`${name}-${share}`] = timing(Math.max(0, percentile(times, shares[share]) - clock));
          }
        };
        for (const strategy of strategyNames) {
          loops[strategy].allocate(times);
          requireLive(arena, groups * groupSize);
          take(`${strategy}-allocate`);
          loops[strategy].free(times);
          requireLive(arena, 0);
          take(`${strategy}-free`);
        }
        return timings;
      },
      verify: () => [checkLedgerAtZero(arena)],
    };
  },
});

/** A figure about all groups of a sample: of what it covers, the harness's own clock is no part. */
function timing(nanoseconds: number): Timing {
  return { nanosecondsPerOperation: nanoseconds, operations: groups };
}
