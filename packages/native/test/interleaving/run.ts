import { seededRandom } from "../random-content.ts";
import { atomicExchange, type Exchange, withCuts } from "./cut-atomics.ts";
import { Members } from "./members.ts";

const operations = 60;

/** Operations that may be under way at the same time, one within a cut of the other. */
const deepest = 3;

/** What stands in for the atomic exchange, made from the control blocks of the members. */
export type Plant = (controls: readonly Int32Array[]) => Exchange;

/** How often a member was cut, and what went wrong. */
export type Outcome = { readonly cuts: number; readonly fault: string | undefined };

/** Three members of a fresh arena. The memory of an arena is given back late, so that each serves many interleavings. */
export function createGroup(): Members {
  return new Members(3);
}

/** Lets members whose arena is empty do 60 operations, and others within half of the cuts, all as the seed has it. */
export function runInterleaving(group: Members, seed: number, plant: Plant = () => atomicExchange): Outcome {
  const random = seededRandom(seed);
  group.follow(random);
  let depth = 0;
  let cuts = 0;
  const step = () => {
    depth++;
    try {
      group.step();
    } finally {
      depth--;
    }
  };
  const cut = () => {
    if (depth >= deepest || random(0, 1) === 0) return;
    cuts++;
    step();
  };
  try {
    withCuts(cut, plant(group.arenas[0]?.controls ?? []), () => {
      for (let operation = 0; operation < operations; operation++) step();
    });
    group.finish();
    return { cuts, fault: undefined };
  } catch (error) {
    return { cuts, fault: error instanceof Error ? error.message : String(error) };
  }
}
