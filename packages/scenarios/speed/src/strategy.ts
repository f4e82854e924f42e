import type { Arena } from "@strait/native";
import { type FamilyName, families, type StrategyName } from "./family.ts";
import { loopsInJavaScript } from "./in-javascript.ts";

/** Loops over one family of messages. Each returns a number that depends on what it did. */
export type Loops = {
  /** Allocates `live` messages. */
  allocate(): number;
  /** Frees them in the same order. */
  free(): number;
  /** Allocates and frees `cycles` messages: one at a time, or a thousand where the strategy takes batches. */
  cycle(): number;
};

/** One way to allocate and free messages. */
export type Strategy = {
  readonly name: StrategyName;
  readonly title: string;
  /** Messages that one timed loop of `cycle` makes. */
  readonly cycles: number;
  start(arena: Arena, live: number): Readonly<Record<FamilyName, Loops>>;
};

/** Messages of one batch: what the design's goal is about. */
const batchSize = 1_000;

const inJavaScript: Strategy = {
  name: "javascript",
  title: "in JavaScript",
  cycles: 5_000,
  start: (arena, live) => loopsInJavaScript(arena, live, 5_000),
};

const callEach: Strategy = {
  name: "call",
  title: "by a call each",
  cycles: 2_000,
  start({ native }, live) {
    return forFamilies((typeId) => {
      const handles = new Float64Array(live);
      return {
        allocate() {
          for (let index = 0; index < live; index++) handles[index] = native.allocate(typeId);
          return handles[live - 1] ?? 0;
        },
        free() {
          for (const handle of handles) native.free(handle);
          return handles.length;
        },
        cycle() {
          let last = 0;
          for (let cycle = 0; cycle < 2_000; cycle++) {
            last = native.allocate(typeId);
            native.free(last);
          }
          return last;
        },
      };
    });
  },
};

const callPerBatch: Strategy = {
  name: "batch",
  title: "by a call for a batch",
  cycles: 10 * batchSize,
  start({ native }, live) {
    return forFamilies((typeId) => {
      const handles = new Float64Array(live);
      const batch = new Float64Array(batchSize);
      return {
        allocate() {
          native.allocateBatch(typeId, handles);
          return handles[live - 1] ?? 0;
        },
        free() {
          native.freeBatch(handles);
          return handles.length;
        },
        cycle() {
          let sum = 0;
          for (let round = 0; round < 10; round++) {
            native.allocateBatch(typeId, batch);
            sum += batch[round] ?? 0;
            native.freeBatch(batch);
          }
          return sum;
        },
      };
    });
  },
};

export const strategies: readonly Strategy[] = [inJavaScript, callEach, callPerBatch];

function forFamilies(loops: (typeId: number) => Loops): Record<FamilyName, Loops> {
  const of = (name: FamilyName) => loops(families[name].type.id);
  return { bool: of("bool"), tick: of("tick"), wide: of("wide"), doubles: of("doubles") };
}
