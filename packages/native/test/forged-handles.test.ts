/**
 * Invented handles. Oracle: the set of handles that were issued and are live. `STRAIT_FORGED` says how many are tried,
 * `STRAIT_SEED` which.
 */
import { expect, it } from "vitest";
import { PriceTick } from "../src/generated/strait/stress/v1/market_data.ts";
import { ArenaError, createArena } from "../src/index.ts";
import { packHandle } from "../src/runtime/index.ts";
import { parameter } from "./parameters.ts";
import { seededRandom } from "./random-content.ts";

const count = parameter("STRAIT_FORGED", 200_000);
const seed = parameter("STRAIT_SEED", 1);

it(`refuses ${count} forged handles of seed ${seed}`, { timeout: 3_600_000 }, () => {
  const arena = createArena();
  const views = Array.from({ length: 1000 }, () => PriceTick.create(arena));
  const issued = views.map(({ handle }) => handle);
  for (const view of views.slice(0, 500)) view.free();
  const live = new Set(issued.slice(500));
  const generation = Math.floor((issued[0] ?? 0) / 2 ** 24);
  const random = seededRandom(seed);
  const pick = () => issued[random(500, 999)] ?? 0;

  /** Handles close to what is there, live ones with a bit changed, any safe integer, and any double. */
  const forge = (round: number): number => {
    switch (round & 3) {
      case 0:
        return packHandle(random(0, 6000), generation + random(-2, 2));
      case 1: {
        const [low, high] = [2 ** random(0, 23), 2 ** random(24, 52)];
        const bit = random(0, 1) === 0 ? low : high;
        const handle = pick();
        return Math.floor(handle / bit) % 2 === 0 ? handle + bit : handle - bit;
      }
      case 2:
        return random(0, 2 ** 21 - 1) * 2 ** 32 + random(0, 2 ** 32 - 1);
      default:
        return pick() * (random(-1000, 1000) / 7) + random(0, 3) / 4;
    }
  };

  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  let refused = 0;
  try {
    for (let round = 0; round < count; round++) {
      const handle = forge(round);
      if (live.has(handle)) continue;
      try {
        if ((round & 4) === 0) PriceTick.at(arena, handle);
        else arena.native.free(handle);
      } catch (error) {
        if (!(error instanceof ArenaError)) throw error;
        refused++;
        continue;
      }
      expect.fail(`${handle} was accepted in round ${round}`);
    }
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
  expect(refused).toBeGreaterThan(count * 0.9);
  expect(arena.ledger()).toMatchObject([{ type: PriceTick.type.name, liveMessages: 500 }]);
  expect(arena.audit().disagreements).toEqual([]);
  for (const handle of live) PriceTick.at(arena, handle).free();
  expect(arena.audit()).toMatchObject({ types: [], disagreements: [] });
});
