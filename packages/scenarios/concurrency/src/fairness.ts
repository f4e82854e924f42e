import {
  type CountMetric,
  parallelCase,
  quietest,
  type Section,
  type TimeMetric,
  type Timing,
} from "@strait/harness";
import { checkLedgerAtZero } from "@strait/native";
import { attempts, warmUps } from "./attempts.ts";
import { createShareKeeper, jainsIndex, ratesOf, slowestShare } from "./fair-share.ts";
import { createProof } from "./proof.ts";
import { quantile } from "./quantile.ts";
import { shareArena, threads } from "./shared-arena.ts";
import type { PairsData } from "./worker/pairs.ts";

/** Two ways into the shared arena: lists of one's own, and calls that take the one lock. */
const ways = {
  lists: { title: "from lists of its own", until: "shared-until-stopped", latencies: "shared-latencies" },
  calls: { title: "by calls into Rust", until: "calls-until-stopped", latencies: "call-latencies" },
} as const;
type Way = keyof typeof ways;
const wayNames: readonly Way[] = ["lists", "calls"];

const quantiles = { p50: 0.5, p99: 0.99, "p99-9": 0.999 } as const;
const shareTitles = { p50: "median", p99: "99th percentile", "p99-9": "99.9th percentile" } as const;
type Share = keyof typeof quantiles;
const shareNames: readonly Share[] = ["p50", "p99", "p99-9"];

const settings = { alone: "alone", together: `by ${threads} workers at once` } as const;
type Setting = keyof typeof settings;

/** Milliseconds in which everybody works as much as they can. */
const window = { smoke: 3, quick: 8, full: 25 } as const;

/** Allocations that each worker times one by one: the 99.9th percentile is the fourth longest of them. */
const latenciesEach = 4_000;

const metrics = Object.fromEntries(
  wayNames.flatMap((way): [string, TimeMetric | CountMetric][] => [
    [
      `${way}-fairness`,
      { title: `Jain's index of what each did, ${ways[way].title}`, operation: "section", unit: "count" },
    ],
    [
      `${way}-slowest`,
      { title: `Slowest worker over fastest, ${ways[way].title}`, operation: "section", unit: "count" },
    ],
    ...(["alone", "together"] as const).flatMap((setting) =>
      shareNames.map((share): [string, TimeMetric] => [
        `${way}-${setting}-${share}`,
        {
          title: `Allocate ${ways[way].title}, ${settings[setting]}, ${shareTitles[share]}`,
          operation: "allocation",
        },
      ]),
    ),
  ]),
);

/** Whether the shared arena serves all workers alike, and how long one has to wait. */
export function fairnessBy(worker: URL) {
  return parallelCase({
    name: "fairness",
    title: `${threads} workers, one arena`,
    description:
      "All workers allocate and free in the shared arena as much as they can in a window of time; then each times allocations one by one, alone and with the others.",
    metrics,
    worker,
    workers: threads,
    start({ profile }, hire) {
      const { arena, ticket } = shareArena();
      const latencies = new Float64Array(new SharedArrayBuffer(8 * threads * latenciesEach));
      const data: PairsData = { ticket, latencies, latenciesEach };
      const team = hire(data);
      const proof = createProof();
      const shares = {
        lists: createShareKeeper(ways.lists.title),
        calls: createShareKeeper(ways.calls.title),
      };
      const contend = (way: Way): Section => {
        const contest = team.run(ways[way].until, { stopAfter: window[profile] });
        shares[way].add(contest.workers);
        return contest;
      };
      const timed = (task: string, setting: Setting, most: number) => {
        const workers = setting === "alone" ? 1 : threads;
        const taken = new Map<Section, Float64Array>();
        const section = quietest(most, () => {
          const attempt = team.run(task, { workers, operationsEach: latenciesEach });
          proof.pairs(attempt, latenciesEach);
          taken.set(attempt, latencies.slice(0, workers * latenciesEach).sort());
          return attempt;
        });
        return { section, sorted: taken.get(section) ?? new Float64Array() };
      };
      const measureWay = (way: Way, clockCost: number, most: number) => {
        const { latencies: task } = ways[way];
        const contest = quietest(most, () => contend(way));
        const settled = { disturbed: contest.disturbed };
        return [
          [`${way}-fairness`, { value: jainsIndex(ratesOf(contest.workers)), ...settled }] as const,
          [`${way}-slowest`, { value: slowestShare(contest.workers), ...settled }] as const,
          ...(["alone", "together"] as const).flatMap((setting) => {
            const { section, sorted } = timed(task, setting, most);
            return shareNames.map((share) => {
              const timing = timingOf(section, quantile(sorted, quantiles[share]), clockCost);
              return [`${way}-${setting}-${share}`, timing] as const;
            });
          }),
        ];
      };
      const measure = (most: number) => {
        const clockCost = quantile(timed("clock-latencies", "alone", most).sorted, 0.5);
        return Object.fromEntries(wayNames.flatMap((way) => measureWay(way, clockCost, most)));
      };
      return {
        warmUp() {
          for (let round = 0; round < warmUps[profile]; round++) measure(1);
        },
        measure: () => measure(attempts[profile]),
        verify() {
          for (const way of wayNames) while (shares[way].wantsMore()) contend(way);
          const verdicts = wayNames.map((way) => shares[way].verdict());
          const starving = verdicts.filter(({ starves }) => starves);
          return [
            proof.check("allocations were done", "every worker read back what it wrote"),
            {
              name: "nobody starves",
              passed: starving.length === 0,
              detail: (starving.length === 0 ? verdicts : starving)
                .map(({ sentence }) => sentence)
                .join("; "),
            },
            checkLedgerAtZero(arena),
          ];
        },
      };
    },
  });
}

export const fairness = fairnessBy(new URL("./worker/pairs.ts", import.meta.url));

function timingOf({ disturbed }: Section, nanoseconds: number, clockCost: number): Timing {
  return { nanosecondsPerOperation: nanoseconds, operations: 1, disturbed, clockCost };
}
