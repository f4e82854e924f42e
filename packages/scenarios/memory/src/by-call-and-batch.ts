import { phaseCase, type Stopwatch, type TimeMetric, type Timing, untimed } from "@strait/harness";
import { type Arena, checkLedgerAtZero, createArena, requireLive } from "@strait/native";
import { DoublesMessage } from "@strait/native/stress/comparison";
import { PriceTick } from "@strait/native/stress/market_data";
import { Order } from "@strait/native/stress/orders";
import { WideMessage } from "@strait/native/stress/wide";
import { allocationAndFree } from "./metrics.ts";

const cycles = 1_000;
const rounds = 100;
const perRound = 100;
const perType = 1_000;
const types = [PriceTick, Order, WideMessage, DoublesMessage].map(({ type }) => type.id);

/** The work of the cases in JavaScript, by handles. Every function returns a number that depends on what it did. */
export type HandleWork = {
  /** Allocates and frees `cycles` ticks: one at a time, or ten batches of a hundred. */
  cycle(): number;
  /** Fills `handles` with as many of one type. */
  allocate(type: number, handles: Float64Array): number;
  free(handles: Float64Array): number;
  /** How many are allocated before the next type's turn comes. */
  readonly turn: number;
};

export const handleWork: Readonly<Record<"call" | "batch", (arena: Arena) => HandleWork>> = {
  call: ({ native }) => ({
    turn: 1,
    cycle() {
      let last = 0;
      for (let cycle = 0; cycle < cycles; cycle++) {
        last = native.allocate(PriceTick.type.id);
        native.free(last);
      }
      return last;
    },
    allocate(type, handles) {
      for (let index = 0; index < handles.length; index++) handles[index] = native.allocate(type);
      return handles.length;
    },
    free(handles) {
      for (const handle of handles) native.free(handle);
      return handles.length;
    },
  }),
  batch({ native }) {
    const batch = new Float64Array(100);
    return {
      turn: 10,
      cycle() {
        let sum = 0;
        for (let done = 0; done < cycles; done += batch.length) {
          native.allocateBatch(PriceTick.type.id, batch);
          sum += batch[0] ?? 0;
          native.freeBatch(batch);
        }
        return sum;
      },
      allocate(type, handles) {
        native.allocateBatch(type, handles);
        return handles.length;
      },
      free(handles) {
        native.freeBatch(handles);
        return handles.length;
      },
    };
  },
};

const titles = { call: "by a call each", batch: "by a call for a batch" } as const;
const names = ["call", "batch"] as const;

const metrics = Object.fromEntries(
  names.flatMap((name): [string, TimeMetric][] => [
    [
      `cycle-${name}`,
      {
        title: `Rapid cycles ${titles[name]}`,
        operation: "cycle",
        targets: allocationAndFree.allocate.targets,
      },
    ],
    [
      `mixed-allocate-${name}`,
      { ...allocationAndFree.allocate, title: `Allocate four types in turn ${titles[name]}` },
    ],
    [`mixed-free-${name}`, { ...allocationAndFree.free, title: `Free them type by type ${titles[name]}` }],
    [
      `rounds-allocate-${name}`,
      { ...allocationAndFree.allocate, title: `100 in, 50 out: allocate ${titles[name]}` },
    ],
    [`rounds-free-${name}`, { ...allocationAndFree.free, title: `100 in, 50 out: free ${titles[name]}` }],
  ]),
);

/** What `rapid-cycles`, `four-types` and `interleaved-rounds` do in JavaScript, through Rust. */
export const byCallAndBatch = phaseCase({
  name: "by-call-and-batch",
  title: "Cycles, four types and rounds, through Rust",
  description:
    "1,000 rapid cycles, 1,000 each of four types in turn, and 100 rounds of 100 in and 50 out: by a call into Rust each, and by a call for a batch.",
  metrics,
  start() {
    const arena = createArena();
    const works = names.map((name) => ({ name, work: handleWork[name](arena) }));
    const byType = types.map(() => new Float64Array(perType));
    const kept = new Float64Array(rounds * (perRound / 2));
    const fresh = new Float64Array(perRound);
    const leaving = new Float64Array(perRound / 2);
    const mixed = ({ turn, allocate }: HandleWork) => {
      for (let from = 0; from < perType; from += turn) {
        for (const [place, type] of types.entries()) {
          const handles = byType[place];
          if (handles !== undefined) allocate(type, handles.subarray(from, from + turn));
        }
      }
      return types.length * perType;
    };
    const measure = ({ time }: Stopwatch) => {
      const timings: Record<string, Timing> = {};
      for (const { name, work } of works) {
        timings[`cycle-${name}`] = time(cycles, work.cycle);
        requireLive(arena, 0);
        timings[`mixed-allocate-${name}`] = time(types.length * perType, () => mixed(work));
        requireLive(arena, types.length * perType);
        timings[`mixed-free-${name}`] = time(types.length * perType, () =>
          byType.reduce((sum, one) => sum + work.free(one), 0),
        );
        requireLive(arena, 0);
        let [allocating, freeing] = [0, 0];
        for (let round = 0; round < rounds; round++) {
          allocating += time(perRound, () => work.allocate(PriceTick.type.id, fresh)).nanosecondsPerOperation;
          for (let index = 0; index < perRound; index += 2) {
            leaving[index / 2] = fresh[index] ?? 0;
            kept[(round * perRound + index) / 2] = fresh[index + 1] ?? 0;
          }
          freeing += time(perRound / 2, () => work.free(leaving)).nanosecondsPerOperation;
        }
        requireLive(arena, kept.length);
        work.free(kept);
        timings[`rounds-allocate-${name}`] = {
          nanosecondsPerOperation: allocating / rounds,
          operations: perRound,
        };
        timings[`rounds-free-${name}`] = {
          nanosecondsPerOperation: freeing / rounds,
          operations: perRound / 2,
        };
      }
      return timings;
    };
    return {
      warmUp() {
        for (let round = 0; round < 3; round++) measure(untimed);
      },
      measure,
      verify: () => [checkLedgerAtZero(arena)],
    };
  },
});
