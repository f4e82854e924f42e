import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { seededDraws } from "../../src/calibration/noise.ts";
import { type Planting, plant } from "../../src/calibration/planted-growth.ts";
import { complexityClasses, fitScaling, type GrowthFit, type SizePoint } from "../../src/index.ts";

const planting: Planting = {
  class: "n",
  sizes: 12,
  decades: 2,
  repetitions: 5,
  noise: 0.02,
  intercept: 0.5,
  interceptAt: "smallest size",
};
const planted = (parts: Partial<Planting> = {}) => plant({ ...planting, ...parts }, seededDraws(4, "fit"));

function fitted(points: readonly SizePoint[]): GrowthFit {
  const fit = fitScaling(points);
  if ("refusal" in fit) throw new Error(fit.refusal);
  return fit;
}

describe("a fit", () => {
  test("finds class, coefficient and intercept that were planted", () => {
    const { class: decided, models, plausible, points, coefficientInterval, warnings } = fitted(planted());
    expect(decided).toBe("n");
    expect(plausible).toEqual(["n"]);
    expect(models).toHaveLength(11);
    expect(models[0]).toMatchObject({ class: "n", hasIntercept: true });
    expect((models[0]?.coefficient ?? 0) / 35).toBeCloseTo(1, 1);
    expect((models[0]?.intercept ?? 0) / (35 * 500)).toBeCloseTo(1, 0);
    expect(coefficientInterval?.low).toBeLessThan(35);
    expect(coefficientInterval?.high).toBeGreaterThan(35);
    expect(points.map(({ size }) => size)).toEqual(points.map(({ size }) => size).toSorted((a, b) => a - b));
    expect(warnings).toEqual([]);
  });

  test.each(complexityClasses)(
    "of a planted %s without any noise is decided and leaves no residuals",
    (name) => {
      const fit = fitted(planted({ class: name, noise: 0 }));
      expect(fit.class).toBe(name);
      for (const { relative } of fit.residuals) expect(Math.abs(relative)).toBeLessThan(1e-5);
    },
  );

  test("calls a constant with noise constant", () => {
    const fit = fitted(planted({ class: "1" }));
    expect(fit.class).toBe("1");
    expect(fit.plausible).toEqual(["1"]);
  });

  test("has residuals that are (observed − fitted) / fitted of the best model", () => {
    const { models, points, residuals } = fitted(planted());
    const [best] = models;
    points.forEach(({ size, median }, index) => {
      const expected = (best?.intercept ?? 0) + (best?.coefficient ?? 0) * size;
      expect(residuals[index]?.fitted).toBeCloseTo(expected, 6);
      expect(residuals[index]?.relative).toBeCloseTo(median / expected - 1, 12);
    });
  });

  test("weighs the same in any unit and any order of sizes", () => {
    const points = planted({ noise: 0.1, decades: 1 });
    const plain = fitted(points);
    fc.assert(
      fc.property(
        fc.double({ min: 1e-9, max: 1e9, noNaN: true }),
        fc.shuffledSubarray(points, { minLength: points.length }),
        (factor, shuffled) => {
          const scaled = fitted(
            shuffled.map(({ size, forkMedians }) => ({
              size,
              forkMedians: forkMedians.map((cost) => cost * factor),
            })),
          );
          expect(scaled.class).toBe(plain.class);
          expect(scaled.points.map(({ size }) => size)).toEqual(plain.points.map(({ size }) => size));
          expect(scaled.exponent.estimate).toBeCloseTo(plain.exponent.estimate, 9);
          scaled.classWeights.forEach(({ weight }, index) => {
            expect(weight).toBeCloseTo(plain.classWeights[index]?.weight ?? 0, 6);
          });
          expect(
            (scaled.models[0]?.coefficient ?? 0) / factor / (plain.models[0]?.coefficient ?? 0),
          ).toBeCloseTo(1, 4);
        },
      ),
      { numRuns: 5 },
    );
  });
});

describe("the intervals", () => {
  test("hold the exponent of a planted power law", () => {
    const { interval } = fitted(planted({ intercept: 0, class: "n²" })).exponent;
    expect(interval?.low).toBeGreaterThan(1.9);
    expect(interval?.low).toBeLessThan(2);
    expect(interval?.high).toBeGreaterThan(2);
    expect(interval?.high).toBeLessThan(2.1);
  });

  test("know forks as a whole: what all sizes of a fork share widens the interval of the coefficient", () => {
    // Forks differ by 10% at every size alike. Drawn apart for every size, that would average out to ±3%.
    const factors = [0.9, 0.95, 1, 1.05, 1.1];
    const shared = planted({ noise: 0, intercept: 0 }).map(({ size, forkMedians }) => ({
      size,
      forkMedians: forkMedians.map((cost, fork) => cost * (factors[fork] ?? 1)),
    }));
    const { coefficientInterval } = fitted(shared);
    expect(coefficientInterval?.low).toBeLessThan(35 * 0.96);
    expect(coefficientInterval?.high).toBeGreaterThan(35 * 1.04);
  });

  test("work when sizes have different numbers of forks", () => {
    const points = planted().map((point, index) =>
      index === 0 ? { ...point, forkMedians: [...point.forkMedians, ...point.forkMedians] } : point,
    );
    expect(fitted(points).coefficientInterval?.low).toBeLessThan(35);
    expect(fitted(points).coefficientInterval?.high).toBeGreaterThan(35);
  });

  test("are left out with fewer than three forks", () => {
    const fit = fitted(planted({ repetitions: 2 }));
    expect(fit.coefficientInterval).toBeNull();
    expect(fit.exponent.interval).toBeNull();
  });
});

describe("warnings", () => {
  test("say how the design falls short", () => {
    expect(fitted(planted({ sizes: 8, decades: 1 })).warnings).toEqual([
      "8 sizes are few: measure at least 12.",
      "The sizes span 1 decades at 5 forks: n and n lg n need 2 decades or 15 forks to be told apart.",
    ]);
    expect(fitted(planted({ decades: 1, repetitions: 15 })).warnings).toEqual([]);
  });

  test("say when no model fits", () => {
    const jagged = planted({ noise: 0 }).map(({ size, forkMedians }, index) => ({
      size,
      forkMedians: forkMedians.map((cost) => cost * (index % 2 === 0 ? 1.5 : 0.7)),
    }));
    expect(fitted(jagged).warnings[0]).toMatch(/^None of the eleven models fits: the best is off by \d/);
  });

  test("say when the cost falls", () => {
    const falling = planted({ noise: 0, intercept: 0 }).map(({ size, forkMedians }) => ({
      size,
      forkMedians: forkMedians.map((cost) => cost / size ** 1.1),
    }));
    const fit = fitted(falling);
    expect(fit.class).toBe("1");
    expect(fit.warnings).toContain(
      "The cost falls as the size grows (exponent -0.1): no class describes that.",
    );
  });

  test("say when a constant may grow a little", () => {
    const fit = fitted(planted({ noise: 0, intercept: 2000 }));
    expect(fit.class).toBe("1");
    expect(fit.warnings).toEqual([
      "The cost may still grow by 4.95% over these sizes: below 10% counts as constant.",
    ]);
  });

  test.each([
    [11, 1.3, "1.02"],
    [11, 0.7, "0.967"],
  ])(
    "say when size %i, off by a factor of %f, pulls the fit from the median of slopes",
    (wild, factor, exponent) => {
      const points = planted({ noise: 0.001, intercept: 0 }).map(({ size, forkMedians }, index) => ({
        size,
        forkMedians: forkMedians.map((cost) => (index === wild ? cost * factor : cost)),
      }));
      expect(fitted(points).warnings).toContain(
        `A few sizes pull the fit: the exponent is ${exponent} by least squares, 1 by the median of slopes (Theil–Sen).`,
      );
    },
  );
});

describe("refusals", () => {
  const points = planted({ sizes: 6 });
  const withFirst = (first: SizePoint) => [first, ...points.slice(1)];

  test.each<[string, readonly SizePoint[], string]>([
    ["no sizes", [], "0 sizes are too few to tell how the cost grows: measure at least 5, better 12."],
    ["one size", points.slice(0, 1), "1 size is too few"],
    ["four sizes", points.slice(0, 4), "4 sizes are too few"],
    [
      "a size twice",
      [...points, ...points.slice(5)],
      "Size 100,000 is too close to another: give every size once",
    ],
    [
      "size one",
      withFirst({ size: 1, forkMedians: [1] }),
      "Size 1 cannot be fitted: sizes must lie between 2 and 2⁵³",
    ],
    ["an infinite size", withFirst({ size: Number.POSITIVE_INFINITY, forkMedians: [1] }), "cannot be fitted"],
    ["a size that is not a number", withFirst({ size: Number.NaN, forkMedians: [1] }), "cannot be fitted"],
    [
      "a cost of zero",
      withFirst({ size: 1000, forkMedians: [1, 0] }),
      "The cost at size 1,000 is missing, zero or",
    ],
    [
      "a cost that is not a number",
      withFirst({ size: 1000, forkMedians: [Number.NaN] }),
      "The cost at size 1,000",
    ],
    ["no forks", withFirst({ size: 1000, forkMedians: [] }), "The cost at size 1,000 is missing"],
  ])("%s", (_, given, sentence) => {
    const fit = fitScaling(given);
    expect("refusal" in fit ? fit.refusal : "").toContain(sentence);
  });
});
