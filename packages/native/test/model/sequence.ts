/** Sequences of random operations that can be repeated, and cut down to the few that matter. */
import { seededRandom } from "../random-content.ts";
import { ArenaModel } from "./arena-model.ts";

/** Operations between two checks of everything. */
const checkedEvery = 2500;
const mostAttempts = 300;

export type Failure = { readonly step: number; readonly error: unknown; readonly trace: readonly string[] };

/**
 * Does the operations with these numbers, each with a generator of its own, so that the others may be left out. Returns
 * how it failed, if it did.
 */
export function run(seed: number, operations: readonly number[], isChecked = true): Failure | undefined {
  const trace: string[] = [];
  let step = 0;
  try {
    const model = new ArenaModel();
    for (const operation of operations) {
      trace.push(`operation ${operation}`);
      trace[step] = model.step(seededRandom(scrambled(seed, operation)));
      step++;
      if (isChecked && step % checkedEvery === 0) model.check(seededRandom(step), 4);
    }
    model.finish(seededRandom(seed));
    return undefined;
  } catch (error) {
    return { step, error, trace };
  }
}

/** The fewest operations found that still fail: what halves, quarters and so on can be left out. */
export function shrink(seed: number, failing: readonly number[]): readonly number[] {
  let operations = failing;
  let attempts = 0;
  for (let size = Math.ceil(operations.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let start = 0; start < operations.length && attempts < mostAttempts; attempts++) {
      const fewer = [...operations.slice(0, start), ...operations.slice(start + size)];
      if (run(seed, fewer, false) === undefined) start += size;
      else operations = fewer;
    }
  }
  return operations;
}

/** Seeds of neighbours must not look alike to the generator (the finalizer of MurmurHash3). */
function scrambled(seed: number, operation: number): number {
  let hash = Math.imul(seed, 0x9e3779b1) ^ operation;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
