/** Oracle: changes that were planted; symmetries that hold whatever the method. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededDraws } from "../../src/calibration/noise.ts";
import { changePoints } from "../../src/index.ts";

const draws = seededDraws(1, "test/change-points");
const noisy = (levels: readonly number[], each: number, spread = 1) =>
  levels.flatMap((level) => Array.from({ length: each }, () => level + spread * draws.normal()));
const indices = (values: ArrayLike<number>, minimumEffect = 0) =>
  changePoints(values, { minimumEffect }).changes.map(({ index }) => index);

describe("changePoints", () => {
  it("finds planted changes with their levels, ratios and locations", () => {
    const values = noisy([100, 110, 90], 60);
    const { changes, segments, sigma, autocorrelation, warnings } = changePoints(values);
    expect(changes.map(({ index }) => index)).toEqual([60, 120]);
    const [first] = changes;
    expect(first?.before).toBeCloseTo(100, 0);
    expect(first?.ratio).toBeCloseTo(1.1, 1);
    expect(first?.pValue).toBeLessThan(1e-9);
    expect(first?.location.low).toBeGreaterThanOrEqual(59);
    expect(segments.map(({ start, end }) => [start, end])).toEqual([
      [0, 60],
      [60, 120],
      [120, 180],
    ]);
    expect(sigma).toBeCloseTo(1, 0);
    expect(autocorrelation).toBeLessThan(0.3);
    expect(warnings).toEqual([]);
  });

  it("sees a change of counts that have no noise, and none in counts that flicker", () => {
    expect(indices([...Array(40).fill(5), ...Array(4).fill(7)])).toEqual([40]);
    expect(indices(Array.from({ length: 60 }, (_, index) => (index % 7 === 0 ? 30 : 29)))).toEqual([]);
  });

  it("takes single spikes for what they are", () => {
    const values = noisy([100], 100);
    for (const index of [10, 11, 40, 77]) values[index] = 500;
    expect(indices(values)).toEqual([]);
  });

  it("calls a drift a drift", () => {
    const values = Array.from({ length: 200 }, (_, index) => 100 + index / 4 + draws.normal());
    const { changes, warnings } = changePoints(values);
    expect(changes).toEqual([]);
    expect(warnings.join()).toContain("as a straight line fits better than a step");
  });

  it("leaves out what is too small to matter, with a warning", () => {
    const values = noisy([1000, 1010], 100);
    const { changes, warnings } = changePoints(values);
    expect(changes).toEqual([]);
    expect(warnings).toEqual(["1 change of less than 2% was left out."]);
    expect(changePoints(values, { minimumEffect: 0.005 }).changes).toHaveLength(1);
  });

  it("shows no change in all but a few of 300 null series", () => {
    let alarms = 0;
    for (let run = 0; run < 100; run += 1) {
      if (indices(Array.from({ length: 200 }, () => draws.normal())).length > 0) alarms += 1;
      if (indices(draws.autoregressive(200, 0.5)).length > 0) alarms += 1;
      if (indices(Array.from({ length: 200 }, () => draws.studentT(3))).length > 0) alarms += 1;
    }
    expect(alarms).toBeLessThanOrEqual(6);
  });
});

const series = fc
  .array(fc.tuple(fc.double({ min: -50, max: 50, noNaN: true }), fc.integer({ min: 4, max: 25 })), {
    minLength: 1,
    maxLength: 5,
  })
  .map((levels) => levels.flatMap(([level, length]) => Array.from({ length }, () => level + draws.normal())));

describe("symmetries", () => {
  it("a shift or a positive factor moves levels and nothing else", () => {
    const power = fc.integer({ min: -20, max: 20 }).map((exponent) => 2 ** exponent);
    fc.assert(
      fc.property(series, power, fc.integer({ min: -1000, max: 1000 }), (values, factor, shift) => {
        const [plain, moved] = [values, values.map((value) => factor * (value + shift))].map((some) =>
          changePoints(some, { minimumEffect: 0 }),
        );
        expect(moved?.changes.map(({ index }) => index)).toEqual(plain?.changes.map(({ index }) => index));
        for (const [position, { level }] of (plain?.segments ?? []).entries()) {
          expect((moved?.segments[position]?.level ?? Number.NaN) / factor - shift).toBeCloseTo(level, 6);
        }
      }),
    );
  });

  it("from back to front the changes are the same", () => {
    fc.assert(
      fc.property(series, (values) => {
        const mirrored = indices(values.toReversed()).map((index) => values.length - index);
        expect(mirrored.toReversed()).toEqual(indices(values));
      }),
    );
  });

  it("upside down the changes are the same", () => {
    fc.assert(
      fc.property(series, (values) => {
        expect(indices(values.map((value) => -value))).toEqual(indices(values));
      }),
    );
  });
});

describe("degenerate input", () => {
  it.each([
    ["nothing", [], "0 values are too few to find a change in: at least 6 are needed."],
    ["one value", [7], "1 value is too few to find a change in: at least 6 are needed."],
    ["five values", [1, 1, 1, 9, 9], "5 values are too few to find a change in: at least 6 are needed."],
    ["a constant", Array(50).fill(0.2), "All 50 values are the same."],
    [
      "no number at all",
      Array(9).fill(Number.NaN),
      "9 of 9 values are no finite numbers up to 1e100 and were left out.",
    ],
  ])("%s has no change, and a sentence says why", (_what, values, sentence) => {
    const { changes, warnings } = changePoints(values);
    expect(changes).toEqual([]);
    expect(warnings).toContain(sentence);
  });

  it("values that are no numbers are left out, and indices are those of what was given", () => {
    const values = noisy([100, 120], 30);
    const holed = [Number.NaN, ...values.slice(0, 20), Number.POSITIVE_INFINITY, 1e300, ...values.slice(20)];
    const { changes, segments, warnings } = changePoints(holed);
    expect(changes.map(({ index }) => index)).toEqual([33]);
    expect(segments.map(({ start, end }) => [start, end])).toEqual([
      [0, 33],
      [33, 63],
    ]);
    expect(warnings).toEqual(["3 of 63 values are no finite numbers up to 1e100 and were left out."]);
  });

  it("negative levels and a change of sign have no ratio", () => {
    const { changes } = changePoints(noisy([-20, -10, 10], 40));
    expect(changes.map(({ index, ratio }) => [index, ratio])).toEqual([
      [40, null],
      [80, null],
    ]);
  });

  it("no number of any result is NaN or infinite, whatever the values", () => {
    const anything = fc.array(
      fc.oneof(fc.double(), fc.constantFrom(0, -0, 1e100, -1e100, 5e-324, 1, 2), fc.integer()),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(anything, (values) => {
        const { changes, segments, ...figures } = changePoints(values);
        const numbers = [
          ...changes.flatMap(({ location, ratio, ...rest }) => [
            location.low,
            location.high,
            ratio ?? 0,
            ...Object.values(rest),
          ]),
          ...segments.flatMap((segment) => Object.values(segment)),
          figures.sigma,
          figures.autocorrelation,
          figures.penalty,
        ];
        expect(numbers.filter((number) => !Number.isFinite(number))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("a million points are analysed", { timeout: 60_000 }, () => {
    const values = Float64Array.from(
      { length: 1_000_000 },
      (_, index) => (index < 400_000 ? 100 : 110) + draws.normal(),
    );
    expect(indices(values)).toEqual([400_000]);
  });

  it("an effect that is no share is refused", () => {
    expect(() => changePoints([1], { minimumEffect: Number.NaN })).toThrow(
      "give a share from 0 on, such as 0.02",
    );
  });

  it("the documented example is right", () => {
    expect(indices([10, 11, 10, 9, 10, 10, 15, 16, 15, 14, 15, 15], 0.02)).toEqual([6]);
  });
});
