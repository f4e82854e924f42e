/** Oracle: the same work in JavaScript. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { compileFloor } from "../src/floor/compile.ts";
import { loadFloor } from "../src/floor/floor.ts";

const missing = compileFloor();
const floor = loadFloor();

function lentDoubles(valueAt: (index: number) => number): Float64Array {
  const doubles = Float64Array.from({ length: 1000 }, (_, index) => valueAt(index));
  floor?.lend(doubles);
  return doubles;
}

describe.skipIf(floor === null)(`the C floor${missing === null ? "" : ` (skipped: ${missing})`}`, () => {
  if (floor === null) return;

  it("adds as int32 do", () => {
    for (const [one, other] of [
      [2, 3],
      [2 ** 31 - 1, 1],
      [-7, 7],
    ] as const) {
      expect(floor.add(one, other)).toBe((one + other) | 0);
    }
  });

  it("makes objects with as many numbers as asked for", () => {
    const expected = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`field${index}`, index]));
    expect(floor.object(100)).toEqual(expected);
    expect(Object.keys(floor.object(10))).toHaveLength(10);
    expect(() => floor.object(101)).toThrow("0 to 100");
  });

  it("allocates what it has not given out already", () => {
    const addresses = Array.from({ length: 100 }, () => floor.allocate(616));
    expect(new Set(addresses).size).toBe(100);
    expect(addresses).not.toContain(0);
    for (const address of addresses) floor.release(address);
  });

  it("hands out each slot once, and a new generation after it came back", () => {
    const handles = new Float64Array(1000);
    floor.takeBatch(handles);
    const slots = [...handles].map((handle) => handle % 2 ** 24);
    expect(new Set(slots).size).toBe(1000);
    const again = new Float64Array(1000);
    floor.giveBatch(handles);
    floor.takeBatch(again);
    expect([...again].some((handle) => handles.includes(handle))).toBe(false);
    expect(new Set([...again].map((handle) => handle % 2 ** 24))).toEqual(new Set(slots));
    floor.giveBatch(again);
    expect(() => floor.takeBatch(new Float64Array(4096))).toThrow("4095");
  });

  it("reads, sums and fills what it was lent", () => {
    const doubles = lentDoubles((index) => index * 3 - 500);
    expect(floor.readDouble(17)).toBe(doubles[17]);
    expect(floor.sum(100, 203)).toBe(doubles.slice(100, 303).reduce((sum, value) => sum + value, 0));
    floor.fill(9);
    expect(doubles).toEqual(Float64Array.from({ length: 1000 }, (_, index) => 9 + index));
    expect(() => floor.readDouble(1000)).toThrow("not lent");
    expect(() => floor.sum(999, 2)).toThrow("not lent");
  });

  it("reads int64 as BigInt64Array does", () => {
    const integers = BigInt64Array.from([0n, -1n, 2n ** 40n + 3n, -(2n ** 52n)]);
    floor.lend(new Float64Array(integers.buffer));
    expect([0, 1, 2, 3].map((index) => BigInt(floor.readInt64(index)))).toEqual([...integers]);
  });

  it("follows a chain to its end", () => {
    lentDoubles((index) => (index * 7 + 1) % 1000);
    let at = 5;
    for (let step = 0; step < 20; step++) at = (at * 7 + 1) % 1000;
    expect(floor.walk(5, 20)).toBe(at);
  });
});

it("is missing, with the reason, where there is no C compiler", () => {
  const folder = mkdtempSync(join(tmpdir(), "strait-floor-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  expect(compileFloor("no-such-compiler", join(folder, "floor.node"))).toBe("no C compiler");
  expect(compileFloor("false", join(folder, "floor.node"))).toMatch(/^the C compiler failed/);
});
