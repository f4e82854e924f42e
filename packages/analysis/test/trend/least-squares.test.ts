/** Oracle: R's lm and confint. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { leastSquares, slopeInterval } from "../../src/index.ts";
import reference from "../reference/r-trend.json" with { type: "json" };

const pointsOf = (x: readonly number[], y: readonly number[]) =>
  x.map((value, index) => ({ x: value, y: y[index] ?? 0 }));
const near = (actual: number, expected: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(reference.toleranceRelative * Math.abs(expected));

test("slope, intercept and interval agree with R's lm", () => {
  for (const { x, y, slope, intercept, slopeInterval95 } of reference.leastSquares) {
    const line = leastSquares(pointsOf(x, y));
    expect(line).not.toBeNull();
    if (line === null) continue;
    near(line.slope, slope);
    near(line.intercept, intercept);
    const { low, high } = slopeInterval(line, 0.95);
    near(low, slopeInterval95[0] ?? 0);
    near(high, slopeInterval95[1] ?? 0);
  }
});

test("shifting and scaling y shifts and scales the line, and the order of the points does not matter", () => {
  const y = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 30 });
  fc.assert(
    fc.property(
      y,
      fc.integer({ min: -50, max: 50 }),
      fc.integer({ min: -50, max: 50 }),
      (values, scale, shift) => {
        const points = values.map((value, x) => ({ x, y: value }));
        const line = leastSquares(points);
        const moved = leastSquares(
          points.map((point) => ({ ...point, y: scale * point.y + shift })).toReversed(),
        );
        expect(moved?.slope).toBeCloseTo(scale * (line?.slope ?? 0), 6);
        expect(moved?.intercept).toBeCloseTo(scale * (line?.intercept ?? 0) + shift, 6);
        expect(moved?.standardError).toBeCloseTo(Math.abs(scale) * (line?.standardError ?? 0), 6);
      },
    ),
  );
});

test("points that have no slope give none, and what is not finite is refused", () => {
  expect(leastSquares(pointsOf([0, 1], [0, 1]))).toBeNull();
  expect(leastSquares(pointsOf([2, 2, 2], [0, 1, 2]))).toBeNull();
  expect(() => leastSquares(pointsOf([0, 1, 2], [0, Number.NaN, 2]))).toThrow(
    "leave out what was not measured",
  );
});

test("the documented examples are right", () => {
  expect(leastSquares(pointsOf([0, 1, 2], [1, 3, 5]))).toMatchObject({
    slope: 2,
    intercept: 1,
    standardError: 0,
  });
  const line = { slope: 2, intercept: 1, standardError: 0.1, degreesOfFreedom: 8 };
  expect(slopeInterval(line, 0.95).low).toBeCloseTo(1.769, 3);
  expect(slopeInterval(line, 0.95).high).toBeCloseTo(2.231, 3);
});
