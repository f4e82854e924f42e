/** Oracle: costs whose knee was planted, or that have none. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededDraws } from "../../src/calibration/noise.ts";
import { kneeCriticalValue } from "../../src/growth/knee-critical-values.ts";
import type { ComplexityClass } from "../../src/index.ts";
import { complexityClasses, fitScaling, type GrowthFit, growth, type SizePoint } from "../../src/index.ts";

type Planted = {
  readonly class?: ComplexityClass;
  readonly knee?: number;
  readonly factor?: number;
  readonly sizes?: number;
  readonly noise?: number;
  readonly unit?: number;
};

/** Sizes over two decades from 1,000 on, six forks each. */
function planted({
  class: name = "n",
  knee = 10_000,
  factor = 1.5,
  sizes = 12,
  noise = 0.01,
  unit = 1,
}: Planted): SizePoint[] {
  const { lognormal } = seededDraws(11, "knee");
  return Array.from({ length: sizes }, (_, index) => {
    const size = Math.round(1000 * 100 ** (index / (sizes - 1)));
    const beyond = Math.max(0, growth(name, size) - growth(name, knee));
    const cost = unit * (300 + growth(name, size) + (factor - 1) * beyond);
    return { size, forkMedians: Array.from({ length: 6 }, () => cost * lognormal(noise)) };
  });
}

function fitted(points: readonly SizePoint[]): GrowthFit {
  const fit = fitScaling(points);
  if ("refusal" in fit) throw new Error(fit.refusal);
  return fit;
}

test("a planted knee is found where it is, with its factor, its class, and an interval that holds it", () => {
  for (const name of ["n", "n lg n", "n²"] satisfies ComplexityClass[]) {
    const { knee } = fitted(planted({ class: name }));
    expect(knee).not.toBeNull();
    expect((knee?.size ?? 0) / 10_000).toBeCloseTo(1, 0);
    expect(knee?.interval.low).toBeLessThan(10_000);
    expect(knee?.interval.high).toBeGreaterThan(10_000);
    expect(knee?.factor).toBeGreaterThan(1.4);
    expect(knee?.factor).toBeLessThan(1.6);
    expect(knee?.plausible).toContain(name);
    expect(knee?.statistic).toBeGreaterThan(knee?.critical ?? Number.POSITIVE_INFINITY);
  }
});

test("a fit with a knee is warned of, in a sentence", () => {
  expect(fitted(planted({})).warnings.at(-1)).toMatch(
    /^The cost bends at about (9|10|11),\d00 \(\d[\d,]* to \d[\d,]* at 95%\), beyond which each step costs 1\.[45]\d? times as much: the classes of the eleven models do not describe it\.$/,
  );
});

test("a cost that only begins to grow has a knee, and no factor", () => {
  const { lognormal } = seededDraws(12, "flat");
  const points = planted({}).map(({ size }) => ({
    size,
    forkMedians: Array.from({ length: 6 }, () => (5000 + 3 * Math.max(0, size - 8000)) * lognormal(0.005)),
  }));
  const { knee, warnings } = fitted(points);
  expect(knee?.factor === null || (knee?.factor ?? 0) > 20).toBe(true);
  expect(knee?.interval.low).toBeLessThan(8100);
  expect(knee?.interval.high).toBeGreaterThan(7900);
  expect(JSON.stringify(warnings)).not.toMatch(/NaN|Infinity|not available/);
});

describe("no knee is found", () => {
  test.each(complexityClasses)("in a cost of class %s, with noise or without", (name) => {
    for (const noise of [0, 0.03]) expect(fitted(planted({ class: name, factor: 1, noise })).knee).toBeNull();
  });

  test("in a bend that is too slight to matter, however sure it is", () => {
    expect(fitted(planted({ factor: 1.15, noise: 0.0001 })).knee).toBeNull();
  });

  test("in a bend downwards", () => {
    expect(fitted(planted({ factor: 0.5 })).knee).toBeNull();
  });

  test("in one wild size, wherever it is", () => {
    for (let wild = 0; wild < 12; wild += 1) {
      const points = planted({ factor: 1 }).map((point, index) =>
        index === wild ? { ...point, forkMedians: point.forkMedians.map((cost) => 1.3 * cost) } : point,
      );
      expect(fitted(points).knee, `size ${wild}`).toBeNull();
    }
  });

  test("with fewer than ten sizes, because none is looked for", () => {
    expect(fitted(planted({ sizes: 9 })).knee).toBeNull();
    expect(fitted(planted({ sizes: 10 })).knee).not.toBeNull();
  });
});

test("neither the unit of the cost nor the order of the sizes matters", () => {
  const { knee } = fitted(planted({}));
  fc.assert(
    fc.property(
      fc.constantFrom(1e-9, 1e-3, 1e6, 1e12),
      fc.shuffledSubarray(planted({}), { minLength: 12 }),
      (unit, points) => {
        const scaled = points.map(({ size, forkMedians }) => ({
          size,
          forkMedians: forkMedians.map((cost) => unit * cost),
        }));
        const moved = fitted(scaled).knee;
        expect((moved?.size ?? 0) / (knee?.size ?? 1)).toBeCloseTo(1, 6);
        expect(moved?.factor).toBeCloseTo(knee?.factor ?? 0, 6);
        expect((moved?.statistic ?? 0) / (knee?.statistic ?? 1)).toBeCloseTo(1, 6);
      },
    ),
    { numRuns: 5 },
  );
});

test("critical values are between those of nominal F and thirty, and infinite where none was simulated", () => {
  // F(2, 8) at 1% is 8.65, and the statistic is not divided by two.
  for (const count of [10, 12, 15, 20, 100]) {
    expect(kneeCriticalValue(count)).toBeGreaterThan(10);
    expect(kneeCriticalValue(count)).toBeLessThan(30);
  }
  expect(kneeCriticalValue(9)).toBe(Number.POSITIVE_INFINITY);
  expect(kneeCriticalValue(13)).toBe(kneeCriticalValue(12));
});
