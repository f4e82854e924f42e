/** Oracle: percentiles worked out by hand; the ledger; a clock that is replaced by one of known steps. */
import { checkLedgerAtZero, createArena, requireLive } from "@strait/native";
import { afterEach, describe, expect, it, vi } from "vitest";
import { groupedLoops, groupSize } from "../src/grouped-loops.ts";
import { percentile } from "../src/percentile.ts";

describe("percentile", () => {
  const thousand = Array.from({ length: 1000 }, (_, index) => index + 1);

  it("is the value of the nearest rank", () => {
    expect(percentile(thousand, 0.5)).toBe(500);
    expect(percentile(thousand, 0.99)).toBe(990);
    expect(percentile(thousand, 0.999)).toBe(999);
    expect(percentile([1, 2, 3, 4], 0.5)).toBe(2);
    expect(percentile([7], 1)).toBe(7);
  });

  it("refuses a share that only the largest value could stand for", () => {
    expect(() => percentile(thousand.slice(1), 0.9995)).toThrow("999 values have no share of 0.9995");
    expect(() => percentile([], 0.5)).toThrow("0 values");
  });
});

describe.each(["javascript", "call", "batch"] as const)("groups %s", (strategy) => {
  afterEach(() => vi.restoreAllMocks());

  it("allocate and free ten messages between two readings of the clock", () => {
    const groups = 50;
    const arena = createArena();
    const loops = groupedLoops(arena, groups)[strategy];
    let now = 0;
    // Every reading is 0.001 ms after the one before: a thousand nanoseconds a group.
    vi.spyOn(performance, "now").mockImplementation(() => (now += 0.001));
    const times = new Float64Array(groups);
    loops.allocate(times);
    expect(Math.max(...times.map((time) => Math.abs(time - 1000)))).toBeLessThan(0.001);
    requireLive(arena, groups * groupSize);
    times.fill(0);
    loops.free(times);
    expect(Math.min(...times)).toBeGreaterThan(999);
    expect(now).toBeCloseTo(4 * groups * 0.001);
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });

  it("show an operation that is slow", () => {
    const groups = 50;
    const arena = createArena();
    const loops = groupedLoops(arena, groups)[strategy];
    let now = 0;
    let readings = 0;
    // The planted stall: the second reading of the eighth group comes 5 ms late.
    vi.spyOn(performance, "now").mockImplementation(() => (now += ++readings === 16 ? 5 : 0.0001));
    const times = new Float64Array(groups);
    loops.allocate(times);
    expect(times.findIndex((time) => time > 1e6)).toBe(7);
    expect(percentile(times.sort(), 0.5)).toBeCloseTo(100);
    loops.free(times);
  });
});
