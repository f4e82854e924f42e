/** 64-bit integers as numbers, around the ends of what is exact. Oracle: JavaScript's bigint. */
import { expect, it } from "vitest";
import { Country, Server } from "../src/generated/strait/stress/v1/deep_nesting.ts";
import { ArenaError, createArena } from "../src/index.ts";

const aroundEnds = [0n, 1n, 2n ** 31n, 2n ** 32n, 2n ** 52n, 2n ** 53n].flatMap((end) =>
  [-2n, -1n, 0n, 1n, 2n].map((step) => end + step),
);

/** The number, or the code of the refusal. */
function attempt(read: () => number): number | string {
  try {
    return read();
  } catch (error) {
    return error instanceof ArenaError ? error.code : String(error);
  }
}

function expected(value: bigint): number | string {
  return Number.isSafeInteger(Number(value)) ? Number(value) : "UNSAFE_INTEGER";
}

it("an int64 is read as the number it is, or refused", () => {
  const arena = createArena();
  using country = Country.create(arena);
  for (const value of [...aroundEnds, ...aroundEnds.map((end) => -end), 2n ** 63n - 1n, -(2n ** 63n)]) {
    country.population = value;
    expect(attempt(() => country.population)).toBe(expected(value));
    expect(country.populationAsBigInt).toBe(value);
    if (typeof expected(value) === "string") continue;
    country.population = Number(value);
    expect(country.populationAsBigInt).toBe(value);
  }
});

it("a uint64 is read as the number it is, or refused", () => {
  const arena = createArena();
  using server = Server.create(arena);
  for (const value of [...aroundEnds.filter((end) => end >= 0n), 2n ** 63n, 2n ** 64n - 1n]) {
    server.diskBytes = value;
    expect(attempt(() => server.diskBytes)).toBe(expected(value));
    expect(server.diskBytesAsBigInt).toBe(value);
    if (typeof expected(value) === "string") continue;
    server.diskBytes = Number(value);
    expect(server.diskBytesAsBigInt).toBe(value);
  }
});
