/** Oracles: lines that were planted without noise, R's lm, and the squares of neighbouring lines. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededDraws } from "../../src/calibration/noise.ts";
import { type BrokenLine, fitBrokenLine } from "../../src/growth/broken-line.ts";
import { kneePositions } from "../../src/growth/knee-search.ts";
import { solveLeastSquares } from "../../src/growth/normal-equations.ts";
import reference from "../reference/r-trend.json" with { type: "json" };

const costAt = ({ intercept, before, after }: Omit<BrokenLine, "squares">, value: number, knee: number) =>
  intercept + before * Math.min(value, knee) + after * Math.max(0, value - knee);
const growths = Array.from({ length: 12 }, (_, index) => 1000 * 100 ** (index / 11));

test("least squares of two unknowns agree with R's lm", () => {
  for (const { x, y, intercept, slope } of reference.leastSquares) {
    const rows = Float64Array.from(x.flatMap((value) => [1, value]));
    const solved = solveLeastSquares(rows, Float64Array.from(y), 2);
    expect((solved?.[0] ?? 0) / intercept).toBeCloseTo(1, 6);
    expect((solved?.[1] ?? 0) / slope).toBeCloseTo(1, 6);
  }
});

test("unknowns that cannot be told apart have no solution", () => {
  const solve = (rows: readonly number[], values: readonly number[], unknowns: number) =>
    solveLeastSquares(Float64Array.from(rows), Float64Array.from(values), unknowns);
  expect(solve([1, 2, 2, 4, 3, 6], [1, 2, 3], 2)).toBeNull();
  expect(solve([0, 0], [1, 2], 1)).toBeNull();
  expect(solve([1, Number.POSITIVE_INFINITY], [1], 2)).toBeNull();
});

test("a planted line is found exactly, in any unit", () => {
  const coefficient = fc.double({ min: 0.1, max: 10, noNaN: true });
  fc.assert(
    fc.property(
      coefficient,
      coefficient,
      coefficient,
      fc.constantFrom(1e-6, 1, 1e9),
      (a, before, after, unit) => {
        const planted = { intercept: unit * 1000 * a, before: unit * before, after: unit * after };
        const knee = 8000;
        const line = fitBrokenLine(
          growths,
          growths.map((value) => Math.log(costAt(planted, value, knee))),
          knee,
        );
        expect((line?.intercept ?? 0) / planted.intercept).toBeCloseTo(1, 5);
        expect((line?.before ?? 0) / planted.before).toBeCloseTo(1, 6);
        expect((line?.after ?? 0) / planted.after).toBeCloseTo(1, 6);
      },
    ),
  );
});

test("no neighbouring line leaves smaller squared log residuals", () => {
  fc.assert(
    fc.property(fc.nat(10_000), (seed) => {
      const { normal, uniform } = seededDraws(seed, "broken line");
      const planted = { intercept: 2000 * uniform(), before: 1, after: 1 + uniform() };
      const logCosts = growths.map((value) => Math.log(costAt(planted, value, 9000)) + 0.05 * normal());
      const line = fitBrokenLine(growths, logCosts, 9000);
      expect(line).not.toBeNull();
      if (line === null) return;
      const squares = (other: Omit<BrokenLine, "squares">) =>
        growths.reduce(
          (sum, value, index) => sum + ((logCosts[index] ?? 0) - Math.log(costAt(other, value, 9000))) ** 2,
          0,
        );
      expect(squares(line)).toBeCloseTo(line.squares, 12);
      for (const name of ["intercept", "before", "after"] as const) {
        for (const factor of [0.99, 1.01]) {
          expect(squares({ ...line, [name]: line[name] * factor })).toBeGreaterThanOrEqual(
            line.squares * (1 - 1e-6),
          );
        }
      }
    }),
    { numRuns: 50 },
  );
});

describe("coefficients", () => {
  test("are never below zero", () => {
    // Steeper and steeper: a free fit would start below zero.
    const line = fitBrokenLine(
      growths,
      growths.map((value) => Math.log(value ** 1.5)),
      8000,
    );
    expect(line?.intercept).toBe(0);
    expect(line?.before).toBeGreaterThan(0);
    expect(line?.after).toBeGreaterThan(line?.before ?? 0);
  });

  test("may be zero before the knee", () => {
    const flat = { intercept: 5000, before: 0, after: 2 };
    const line = fitBrokenLine(
      growths,
      growths.map((value) => Math.log(costAt(flat, value, 8000))),
      8000,
    );
    expect(line?.before).toBeCloseTo(0, 6);
    expect(line?.after).toBeCloseTo(2, 6);
  });
});

test("a knee leaves at least three sizes on either side", () => {
  const sizes = [1, 2, 4, 8, 16, 32, 64, 128];
  expect(kneePositions(sizes, 1)).toEqual([4, 8, 16, 32]);
  expect(kneePositions(sizes, 2)[1]).toBeCloseTo(4 * Math.SQRT2, 12);
});

test("the documented examples are right", () => {
  const line = fitBrokenLine([1, 2, 3, 4, 5, 6], [1, 2, 3, 5, 7, 9].map(Math.log), 3);
  expect(line?.before).toBeCloseTo(1, 9);
  expect(line?.after).toBeCloseTo(2, 9);
  const solved = solveLeastSquares(Float64Array.of(1, 0, 1, 1, 1, 2), Float64Array.of(1, 3, 5), 2);
  expect(solved?.[0]).toBeCloseTo(1, 12);
  expect(solved?.[1]).toBeCloseTo(2, 12);
});
