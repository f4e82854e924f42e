import { type CountMetric, parallelCase, quietest, type Section, type TimeMetric } from "@strait/harness";
import { checkLedgerAtZero } from "@strait/native";
import { handleGeneration } from "@strait/native/runtime";
import { WorkItem } from "@strait/native/stress/concurrency";
import { attempts, warmUps } from "./attempts.ts";
import { ownTime } from "./own-time.ts";
import { createProof } from "./proof.ts";
import { ratioOf } from "./section-ratio.ts";
import { shareArena, threads } from "./shared-arena.ts";
import { freesOf } from "./slots.ts";
import type { PairsData } from "./worker/pairs.ts";

/** Ways to allocate, write and free; pairs that each worker does in a section, some milliseconds of work. */
export const ways = {
  own: { title: "in an arena of its own", task: "own-pairs", pairs: 50_000 },
  shared: { title: "in the shared arena", task: "shared-pairs", pairs: 50_000 },
  calls: { title: "in the shared arena by calls into Rust", task: "call-pairs", pairs: 2_500 },
} as const;
type Way = keyof typeof ways;
const wayNames: readonly Way[] = ["own", "shared", "calls"];

/** One worker, and each larger number of them up to all. */
const teams = Array.from({ length: threads }, (_, index) => index + 1);

const metrics = Object.fromEntries(
  wayNames.flatMap((way): [string, TimeMetric | CountMetric][] => [
    ...teams.map((workers): [string, TimeMetric] => [
      `${way}-${workers}`,
      { title: `${workers} ${workers === 1 ? "worker" : "workers"}, ${ways[way].title}`, operation: "pair" },
    ]),
    ...teams.slice(1).map((workers): [string, CountMetric] => [
      `${way}-speed-up-${workers}`,
      {
        title: `Speed-up of ${workers} workers, ${ways[way].title}`,
        operation: "ratio",
        unit: "count",
        targets: way === "own" && workers === 2 ? [speedUpGoal()] : [],
      },
    ]),
    ...teams.slice(1).map((workers): [string, CountMetric] => [
      `${way}-hindrance-${workers}`,
      {
        title: `Hindrance among ${workers} workers, ${ways[way].title}`,
        operation: "ratio",
        unit: "count",
      },
    ]),
  ]),
);

function speedUpGoal() {
  return {
    name: "goal",
    source: "on two free processors, arenas of their own have nothing to wait for",
    comparison: "atLeast",
    value: 1.8,
    unit: "count",
  } as const;
}

/** The same work by one worker, then by more at once, in arenas of their own and in one that they share. */
export function throughputBy(worker: URL) {
  return parallelCase({
    name: "throughput",
    title: `Pairs a second, 1 to ${threads} workers`,
    description:
      "Each worker allocates an item, writes and reads a field and frees it, again and again: in an arena of its own, in the one that all share, and there by calls into Rust, which take its lock.",
    metrics,
    worker,
    workers: threads,
    start({ profile }, hire) {
      const { arena, ticket } = shareArena();
      const first = WorkItem.create(arena);
      const firstGeneration = handleGeneration(first.handle);
      first.free();
      const data: PairsData = {
        ticket,
        latencies: new Float64Array(new SharedArrayBuffer(0)),
        latenciesEach: 0,
      };
      const team = hire(data);
      const proof = createProof();
      const run = (way: Way, workers: number): Section => {
        const { task, pairs } = ways[way];
        const before = freesOf(arena, firstGeneration);
        const section = team.run(task, { workers, arguments: [pairs], operationsEach: pairs });
        proof.pairs(section, pairs);
        const freed = freesOf(arena, firstGeneration) - before;
        const wanted = way === "own" ? 0 : workers * pairs;
        if (freed !== wanted)
          proof.fault(
            `${task}: the slots of the shared arena count ${freed} frees where workers said ${wanted}`,
          );
        return section;
      };
      return {
        warmUp() {
          for (let round = 0; round < warmUps[profile]; round++) {
            for (const way of wayNames) run(way, threads);
          }
        },
        measure() {
          return Object.fromEntries(
            wayNames.flatMap((way) => {
              const sections = teams.map((workers) => quietest(attempts[profile], () => run(way, workers)));
              const [alone] = sections;
              return sections.flatMap((section, index) => [
                [`${way}-${index + 1}`, section.timing] as const,
                ...(index === 0 || alone === undefined
                  ? []
                  : [
                      [`${way}-speed-up-${index + 1}`, ratioOf(alone, section)] as const,
                      [`${way}-hindrance-${index + 1}`, timeOfPair(section) / timeOfPair(alone)] as const,
                    ]),
              ]);
            }),
          );
        },
        verify() {
          for (const { figures } of team.run("own-pairs-proven", { arguments: [1_000] }).workers) {
            if (figures[0] !== 1_000)
              proof.fault(`a worker freed ${figures[0]} of 1000 items in its own arena`);
          }
          return [
            proof.check(
              "pairs were done",
              "sums read back and generations of slots agree with what workers said",
            ),
            checkLedgerAtZero(arena),
          ];
        },
      };
    },
  });
}

export const throughput = throughputBy(new URL("./worker/pairs.ts", import.meta.url));

/**
 * Mean nanoseconds of a worker's pair without those in which the worker waited for a processor: what is left is work, and
 * waiting for locks and for the caches of other processors.
 */
function timeOfPair({ workers }: Section): number {
  const times = workers.map((worker) => ownTime(worker) / worker.operations);
  return times.reduce((sum, time) => sum + time, 0) / times.length;
}
