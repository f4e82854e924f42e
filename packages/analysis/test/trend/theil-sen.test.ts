import fc from "fast-check";
import { expect, test } from "vitest";
import { theilSen } from "../../src/index.ts";
import reference from "../reference/scipy-theil-sen.json" with { type: "json" };

const pointsOf = (x: readonly number[], y: readonly number[]) =>
  x.map((value, index) => ({ x: value, y: y[index] ?? 0 }));

test("slope, intercept and interval agree with scipy's theilslopes", () => {
  for (const { x, y, slope, intercept, slopeInterval95 } of reference.theilSen) {
    const fitted = theilSen(pointsOf(x, y), 0.95);
    const pairs: [number | undefined, number | undefined][] = [
      [fitted?.slope, slope],
      [fitted?.intercept, intercept],
      [fitted?.interval?.low, slopeInterval95[0]],
      [fitted?.interval?.high, slopeInterval95[1]],
    ];
    for (const [actual, expected] of pairs) {
      const error = Math.abs((actual ?? Number.NaN) - (expected ?? Number.NaN));
      expect(error).toBeLessThanOrEqual(reference.toleranceRelative * Math.abs(expected ?? 0));
    }
  }
});

test("ties in y narrow the interval as Sen (1968) says", () => {
  // Two groups of six equal y: the variance is (12·11·29 − 2·6·5·17)/18 = 156, and z(0.975)·√156 = 24.48.
  // Of 66 sorted slopes the interval ends at ranks round((66 − 24.48)/2) = 21 and round((66 + 24.48)/2) + 1 = 46.
  // Without the ties the ranks would be 19 and 48.
  const x = [0, 1, 3, 7, 12, 20, 30, 45, 60, 80, 100, 130];
  const points = x.map((value, index) => ({ x: value, y: index < 6 ? 0 : 2 }));
  const slopes = points
    .flatMap((a, i) => points.slice(i + 1).map((b) => (b.y - a.y) / (b.x - a.x)))
    .sort((a, b) => a - b);
  expect(slopes[45]).not.toBe(slopes[47]);
  expect(theilSen(points, 0.95)?.interval).toMatchObject({ low: slopes[20], high: slopes[45] });
});

test("a line is found whatever one point does, and shifts with its data", () => {
  const coordinate = fc.integer({ min: -1000, max: 1000 });
  fc.assert(
    fc.property(coordinate, coordinate, coordinate, (slope, intercept, wild) => {
      const line = Array.from({ length: 9 }, (_, x) => ({ x, y: intercept + slope * x }));
      const fitted = theilSen([...line, { x: 4, y: wild }], 0.95);
      expect(fitted?.slope).toBeCloseTo(slope, 9);
    }),
  );
});

test("points that have no slope give none, and what is not finite is refused", () => {
  expect(theilSen([], 0.95)).toBeNull();
  expect(theilSen(pointsOf([1, 1, 1], [1, 2, 3]), 0.95)).toBeNull();
  expect(theilSen(pointsOf([0, 1], [1, 3]), 0.95)).toEqual({ slope: 2, intercept: 1, interval: null });
  expect(() => theilSen([{ x: 0, y: Number.NaN }], 0.95)).toThrow(
    "is not finite: leave out what was not measured",
  );
});

test("the documented example is right", () => {
  expect(theilSen(pointsOf([0, 1, 2, 3, 4], [1, 3, 90, 7, 9]), 0.95)?.slope).toBe(2);
});
