/**
 * Members of a shared arena that come between each other's steps. Oracle: a model of what lives and what it holds, the ledger,
 * and Rust's audit.
 *
 * The members are arenas of one thread, and what JavaScript does is cut at its atomic operations: before each of them a whole
 * operation of another member may run, and within that yet another. What a member wrote before an atomic operation the others
 * see after it, so these are the cuts that matter. Rust's part holds a lock. Every choice follows from a seed;
 * `STRAIT_INTERLEAVINGS` says how many are tried, `STRAIT_SEED` which is the first.
 */
import { describe, expect, it } from "vitest";
import { atomicExchange, type Exchange } from "./interleaving/cut-atomics.ts";
import { createGroup, type Plant, runInterleaving } from "./interleaving/run.ts";
import { parameter } from "./parameters.ts";

const interleavings = parameter("STRAIT_INTERLEAVINGS", 1_000);
const firstSeed = parameter("STRAIT_SEED", 1);

/** Interleavings in one arena. */
const inOneArena = 200;

/** What goes wrong first in so many interleavings, and how often a member was cut. */
function search(count: number, plant?: Plant) {
  let cuts = 0;
  let group = createGroup();
  for (let done = 0; done < count; done++) {
    if (done % inOneArena === 0) group = createGroup();
    const outcome = runInterleaving(group, firstSeed + done, plant);
    cuts += outcome.cuts;
    if (outcome.fault !== undefined) {
      const before = done % inOneArena;
      const command = `STRAIT_SEED=${firstSeed + done - before} STRAIT_INTERLEAVINGS=${before + 1} npx vitest run --root packages/native test/interleavings.test.ts`;
      return { cuts, fault: outcome.fault, command };
    }
  }
  return { cuts, fault: undefined, command: "" };
}

describe("members that are cut at any atomic operation", () => {
  const timeout = 60_000 + 100 * interleavings;
  it(`agree with a model in ${interleavings} interleavings`, { timeout }, () => {
    const { cuts, fault, command } = search(interleavings);
    expect(fault, `repeat with ${command}`).toBeUndefined();
    expect(cuts).toBeGreaterThan(interleavings);
  });
});

/** Stores whatever another member has stored meanwhile. */
const overwrite: Exchange = (words, index, expected, value) => {
  words[index] = value;
  return expected;
};

describe("a planted race is found", () => {
  it("in the list of what was given back, when a push overwrites another's", () => {
    const plant: Plant = (controls) => (words, index, expected, value) =>
      (controls.includes(words) ? overwrite : atomicExchange)(words, index, expected, value);
    expect(search(1_000, plant).fault).toMatch(/on no free list|leaked/);
  });

  it("in freeing, when two members can both take a message to its next generation", () => {
    const plant: Plant = (controls) => (words, index, expected, value) =>
      (controls.includes(words) ? atomicExchange : overwrite)(words, index, expected, value);
    expect(search(1_000, plant).fault).toMatch(/two members freed message|was freed again/);
  });
});
