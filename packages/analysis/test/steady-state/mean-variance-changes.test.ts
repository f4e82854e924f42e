/** Oracles: exhaustive dynamic programming without pruning, and series whose changes are plain to see. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededDraws } from "../../src/calibration/noise.ts";
import { meanVarianceChanges } from "../../src/steady-state/mean-variance-changes.ts";
import { withoutOutliers } from "../../src/steady-state/outlier-filter.ts";
import { phasesOf } from "../../src/steady-state/phases.ts";

const floor = 1e-6;

/** The objective, straight from the definition. */
function objective(values: readonly number[], changes: readonly number[]): number {
  const bounds = [0, ...changes, values.length];
  return bounds.slice(1).reduce((sum, end, index) => {
    const part = values.slice(bounds[index], end);
    const mean = part.reduce((total, value) => total + value, 0) / part.length;
    const variance = part.reduce((total, value) => total + (value - mean) ** 2, 0) / part.length;
    const penalty = index === 0 ? 0 : 15 * Math.log(values.length);
    return sum + penalty + part.length * (Math.log(Math.max(variance, floor)) + 1);
  }, 0);
}

/** The least objective of all divisions into segments of at least ten. */
function leastObjective(values: readonly number[]): number {
  const best: number[] = [0];
  for (let end = 1; end <= values.length; end += 1) {
    best[end] = end < 10 ? Number.POSITIVE_INFINITY : objectiveOf(values, 0, end, 0);
    for (let start = 10; start <= end - 10; start += 1) {
      best[end] = Math.min(best[end] ?? 0, (best[start] ?? 0) + objectiveOf(values, start, end, 1));
    }
  }
  return best[values.length] ?? 0;
}
const objectiveOf = (values: readonly number[], start: number, end: number, changes: number) =>
  objective(values.slice(start, end), []) + changes * 15 * Math.log(values.length);

test("no division of a short series is better than the one found", () => {
  fc.assert(
    fc.property(fc.nat(1e6), fc.array(fc.nat(3), { minLength: 4, maxLength: 7 }), (seed, levels) => {
      const { normal } = seededDraws(seed, "levels");
      const values = levels.flatMap((level) =>
        Array.from({ length: 17 }, () => 0.3 * level + 0.05 * normal()),
      );
      const found = objective(values, meanVarianceChanges(values, floor));
      expect(found).toBeLessThanOrEqual(leastObjective(values) + 1e-6);
    }),
    { numRuns: 20 },
  );
});

test("a change of the variance alone is a change", () => {
  const { normal } = seededDraws(1, "variance");
  const values = Array.from({ length: 600 }, (_, index) => (index < 250 ? 0.01 : 0.1) * normal());
  const changes = meanVarianceChanges(values, floor);
  expect(changes).toHaveLength(1);
  expect(Math.abs((changes[0] ?? 0) - 250)).toBeLessThan(10);
});

test("noise alone has no changes, nor has what does not vary", () => {
  const { normal } = seededDraws(2, "noise");
  for (let run = 0; run < 20; run += 1) {
    expect(meanVarianceChanges(Array.from({ length: 1000 }, normal), floor)).toEqual([]);
  }
  expect(
    meanVarianceChanges(
      Array.from({ length: 500 }, () => 0),
      floor,
    ),
  ).toEqual([]);
});

describe("outliers", () => {
  test("are samples that stand alone, and no phases", () => {
    const { normal } = seededDraws(3, "outliers");
    const samples = Array.from({ length: 1000 }, (_, index) => (index < 500 ? 10 : 12) + 0.1 * normal());
    for (const position of [0, 137, 499, 999]) samples[position] = 60;
    const kept = new Set(withoutOutliers(samples));
    const dropped = samples.flatMap((_, index) => (kept.has(index) ? [] : [index]));
    expect(dropped).toEqual([0, 137, 499, 999]);
  });

  test("do not move the bounds of the phases around them", () => {
    const samples = Array.from({ length: 400 }, (_, index) => (index < 200 ? 30 : 10) + (index % 3) / 10);
    expect(
      phasesOf(samples.with(50, 500).with(300, 500)).phases.map(({ start, end }) => [start, end]),
    ).toEqual([
      [0, 200],
      [200, 400],
    ]);
  });
});

test("the documented examples are right", () => {
  const halves = (first: number, second: number) => [
    ...Array.from({ length: 50 }, () => first),
    ...Array.from({ length: 50 }, () => second),
  ];
  expect(meanVarianceChanges(halves(0, 1), 1e-6)).toEqual([50]);
  expect(phasesOf(halves(30, 10)).phases.map(({ start }) => start)).toEqual([0, 50]);
  expect(withoutOutliers([5, 6, 5, 90, 6, 5, 6, 5, 6, 5, 6, 5])).toEqual([0, 1, 2, 4, 5, 6, 7, 8, 9, 10, 11]);
});
