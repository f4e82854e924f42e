import type { Arena } from "@strait/native";
import { PriceTick } from "@strait/native/stress/market_data";

/** Operations between two readings of the clock: few enough to show one that is slow, enough to outweigh the reading. */
export const groupSize = 10;

/** Does its step for every group, and writes how many nanoseconds each took into `times`, the clock's own included. */
type Step = (times: Float64Array) => void;
type Steps = { readonly allocate: Step; readonly free: Step };

const nanoseconds = 1e6;

/** Loops that read the clock around every ten operations, each strategy in loops of its own. */
export function groupedLoops(
  arena: Arena,
  groups: number,
): { readonly clock: Step; readonly javascript: Steps; readonly call: Steps; readonly batch: Steps } {
  const { native } = arena;
  const { id } = PriceTick.type;
  const ticks: PriceTick[] = [];
  const handles = new Float64Array(groups * groupSize);
  const batches = Array.from({ length: groups }, (_, group) =>
    handles.subarray(group * groupSize, (group + 1) * groupSize),
  );
  return {
    clock(times) {
      for (let group = 0; group < groups; group++) {
        const begin = performance.now();
        times[group] = (performance.now() - begin) * nanoseconds;
      }
    },
    javascript: {
      allocate(times) {
        for (let group = 0; group < groups; group++) {
          const first = group * groupSize;
          const begin = performance.now();
          for (let index = first; index < first + groupSize; index++) ticks[index] = PriceTick.create(arena);
          times[group] = (performance.now() - begin) * nanoseconds;
        }
      },
      free(times) {
        for (let group = 0; group < groups; group++) {
          const first = group * groupSize;
          const begin = performance.now();
          for (let index = first; index < first + groupSize; index++) ticks[index]?.free();
          times[group] = (performance.now() - begin) * nanoseconds;
        }
      },
    },
    call: {
      allocate(times) {
        for (let group = 0; group < groups; group++) {
          const first = group * groupSize;
          const begin = performance.now();
          for (let index = first; index < first + groupSize; index++) handles[index] = native.allocate(id);
          times[group] = (performance.now() - begin) * nanoseconds;
        }
      },
      free(times) {
        for (let group = 0; group < groups; group++) {
          const first = group * groupSize;
          const begin = performance.now();
          for (let index = first; index < first + groupSize; index++) native.free(handles[index] ?? 0);
          times[group] = (performance.now() - begin) * nanoseconds;
        }
      },
    },
    batch: {
      allocate(times) {
        batches.forEach((batch, group) => {
          const begin = performance.now();
          native.allocateBatch(id, batch);
          times[group] = (performance.now() - begin) * nanoseconds;
        });
      },
      free(times) {
        batches.forEach((batch, group) => {
          const begin = performance.now();
          native.freeBatch(batch);
          times[group] = (performance.now() - begin) * nanoseconds;
        });
      },
    },
  };
}
