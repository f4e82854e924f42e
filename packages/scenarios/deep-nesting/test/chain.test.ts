/** Oracle: arithmetic on what is written; the checksum that JavaScript takes through the views; Rust's walk. */
import { checkLedgerAtZero, checksum, createArena } from "@strait/native";
import { Galaxy } from "@strait/native/stress/deep_nesting";
import { expect, it } from "vitest";
import { buildChain, expectedSum, levels, registerOf, sumOfChain } from "../src/chain.ts";

it("builds twenty levels, of which both sides find the same content", () => {
  const arena = createArena();
  for (const number of [0, 1, 99, 2 ** 20]) {
    const chain = buildChain(arena, number);
    expect(arena.native.walk(chain.handle)).toMatchObject({ messages: levels, depth: levels });
    expect(sumOfChain(chain)).toBe(expectedSum(number));
    expect(registerOf(chain)?.value).toBe(number);
    expect(arena.native.checksum(chain.handle)).toBe(checksum(chain, Galaxy.type));
    chain.free();
  }
  expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
});

it("does not take a chain with a missing level for a whole one", () => {
  const arena = createArena();
  using chain = buildChain(arena, 1);
  chain.spiralArm?.starSystem?.planet?.continent?.clearCountry();
  expect(sumOfChain(chain)).toBeNaN();
  expect(registerOf(chain)).toBeUndefined();
});

it("notices a value that changed in any level", () => {
  const arena = createArena();
  using chain = buildChain(arena, 5);
  const building =
    chain.spiralArm?.starSystem?.planet?.continent?.country?.province?.city?.district?.campus?.building;
  if (building === undefined) throw new Error("a chain has a building");
  building.occupied = false;
  expect(sumOfChain(chain)).toBe(expectedSum(5) - 1);
});
