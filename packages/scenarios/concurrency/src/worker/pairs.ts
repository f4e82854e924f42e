/** Allocates, writes and frees: in the shared arena or in one of its own, in JavaScript or by calls into Rust. */
import { defineWorker, type WorkDone } from "@strait/harness";
import { type Arena, type ArenaTicket, createArena } from "@strait/native";
import { handleGeneration } from "@strait/native/runtime";
import { WorkItem } from "@strait/native/stress/concurrency";
import { freesOf } from "../slots.ts";

export type PairsData = {
  readonly ticket: ArenaTicket;
  /** A row for each worker: nanoseconds that its last allocations took. */
  readonly latencies: Float64Array<SharedArrayBuffer>;
  readonly latenciesEach: number;
};

export default defineWorker<PairsData>(({ data: { ticket, latencies, latenciesEach }, index }) => {
  const shared = createArena({ join: ticket });
  const own = createArena();
  const row = latencies.subarray(index * latenciesEach, (index + 1) * latenciesEach);
  const first = WorkItem.create(own);
  const firstGeneration = handleGeneration(first.handle);
  first.free();
  const inOwn = ({ arguments: [pairs = 0] }: { readonly arguments: readonly number[] }) => {
    const before = freesOf(own, firstGeneration);
    const done = javascriptPairs(own, pairs);
    return { ...done, figures: [freesOf(own, firstGeneration) - before] };
  };
  return {
    "shared-pairs": ({ arguments: [pairs = 0] }) => javascriptPairs(shared, pairs),
    "call-pairs": ({ arguments: [pairs = 0] }) => callPairs(shared, pairs),
    "own-pairs": ({ arguments: [pairs = 0] }) => javascriptPairs(own, pairs),
    /** The same, and proves by the generations of its slots that it freed as many. */
    "own-pairs-proven": inOwn,
    "shared-until-stopped": ({ stopped }) => untilStopped(stopped, (pairs) => javascriptPairs(shared, pairs)),
    "calls-until-stopped": ({ stopped }) => untilStopped(stopped, (pairs) => callPairs(shared, pairs)),
    "shared-latencies": () => javascriptLatencies(shared, row),
    "call-latencies": () => callLatencies(shared, row),
    "clock-latencies": () => clockLatencies(row),
  };
});

/** Returns the sum of what was written and read back: 0 + 1 + … + (pairs − 1). */
export function javascriptPairs(arena: Arena, pairs: number): WorkDone {
  let result = 0;
  for (let pair = 0; pair < pairs; pair++) {
    const item = WorkItem.create(arena);
    item.owner = pair;
    result += item.owner;
    item.free();
  }
  return { operations: pairs, result };
}

/** By two calls into Rust, each of which takes the lock of a shared arena. */
function callPairs(arena: Arena, pairs: number): WorkDone {
  const { native } = arena;
  let result = 0;
  for (let pair = 0; pair < pairs; pair++) {
    const handle = native.allocate(WorkItem.type.id);
    const item = WorkItem.at(arena, handle);
    item.owner = pair;
    result += item.owner;
    native.free(handle);
  }
  return { operations: pairs, result };
}

/** Asks after every 50 pairs, which makes the question cheap and the end prompt. */
function untilStopped(stopped: () => boolean, work: (pairs: number) => WorkDone): WorkDone {
  let operations = 0;
  let result = 0;
  do {
    const done = work(50);
    operations += done.operations;
    result += done.result;
  } while (!stopped());
  return { operations, result };
}

/** Every allocation by itself between two readings of the clock; 64 live at a time, so that lists are refilled, too. */
function javascriptLatencies(arena: Arena, row: Float64Array): WorkDone {
  const live: WorkItem[] = [];
  let result = 0;
  for (let index = 0; index < row.length; index++) {
    const begin = performance.now();
    const item = WorkItem.create(arena);
    row[index] = (performance.now() - begin) * 1e6;
    item.owner = index;
    live.push(item);
    if (live.length === 64 || index === row.length - 1) {
      for (const one of live.splice(0)) {
        result += one.owner;
        one.free();
      }
    }
  }
  return { operations: row.length, result };
}

function callLatencies(arena: Arena, row: Float64Array): WorkDone {
  const { native } = arena;
  let result = 0;
  for (let index = 0; index < row.length; index++) {
    const begin = performance.now();
    const handle = native.allocate(WorkItem.type.id);
    row[index] = (performance.now() - begin) * 1e6;
    const item = WorkItem.at(arena, handle);
    item.owner = index;
    result += item.owner;
    native.free(handle);
  }
  return { operations: row.length, result };
}

/** What the clock shows for nothing. */
function clockLatencies(row: Float64Array): WorkDone {
  let result = 0;
  for (let index = 0; index < row.length; index++) {
    const begin = performance.now();
    row[index] = (performance.now() - begin) * 1e6;
    result += index;
  }
  return { operations: row.length, result };
}
