/**
 * A small version of the documented simulations: a broken method shows as a row that surely misses its goal. The scores
 * are worked out by hand; times are not held against anything here.
 */
import { describe, expect, it, test } from "vitest";
import { changes } from "../../src/calibration/change-points.ts";
import { coverOfSegmentation, scoreOfChanges } from "../../src/calibration/segmentation-scores.ts";

test.each(changes.parts.filter(({ name }) => name !== "speed"))("$name", ({ run }) => {
  for (const { claim, reached, outcome } of run({ scale: 0.1, seed: 1 })) {
    expect(outcome, `${claim}: ${reached}`).not.toBe("fails");
  }
});

test("speed is measured", () => {
  const rows = changes.parts.find(({ name }) => name === "speed")?.run({ scale: 0.02, seed: 1 }) ?? [];
  expect(rows.map(({ unit, reached }) => [unit, reached > 0])).toEqual([
    ["points/second", true],
    ["milliseconds", true],
  ]);
});

describe("scores", () => {
  it("match every true change with one found change at most", () => {
    expect(scoreOfChanges([10, 20], [11, 50], 5)).toBeCloseTo(2 / 3, 12);
    expect(scoreOfChanges([4], [3], 5)).toBe(1);
    expect(scoreOfChanges([10, 12], [11], 5)).toBeCloseTo(0.8, 12);
    expect(scoreOfChanges([], [], 5)).toBe(1);
    expect(scoreOfChanges([30], [36], 5)).toBe(0.5);
  });

  it("cover true segments by the best overlap", () => {
    expect(coverOfSegmentation([50], [], 100)).toBe(0.5);
    expect(coverOfSegmentation([50], [50], 100)).toBe(1);
    // van den Burg's example: {1,2,3}, {4,5}, {6} covers {1,2,3}, {4,5,6} by 3/6·1 + 3/6·2/3.
    expect(coverOfSegmentation([3], [3, 5], 6)).toBeCloseTo(5 / 6, 12);
  });
});
