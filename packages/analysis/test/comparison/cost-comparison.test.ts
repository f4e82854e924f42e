/** Oracles: R's t.test through the whole comparison, planted costs, and what must hold of any costs. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { smallestEffect } from "../../src/comparison/smallest-effect.ts";
import { type CostComparison, comparePaired, compareUnpaired } from "../../src/index.ts";
import reference from "../reference/r-comparison.json" with { type: "json" };

const pairs = (base: readonly number[], head: readonly number[]) =>
  base.map((cost, index) => ({ base: cost, head: head[index] ?? Number.NaN }));

test("agrees with R where there are forks enough", () => {
  const cases = [
    ...reference.welch
      .filter(({ base }) => base.length >= 5)
      .map((one) => ({ ...one, found: compareUnpaired(one.base, one.head) })),
    ...reference.paired.map((one) => ({ ...one, found: comparePaired(pairs(one.base, one.head)) })),
  ];
  expect(cases).toHaveLength(7);
  for (const { found, ratio, ratioInterval99, probability } of cases) {
    expect((found.ratio ?? 0) / ratio).toBeCloseTo(1, 9);
    expect((found.probability ?? 0) / probability).toBeCloseTo(1, 6);
    expect((found.interval?.low ?? 0) / (ratioInterval99[0] ?? 0)).toBeCloseTo(1, 7);
    expect((found.interval?.high ?? 0) / (ratioInterval99[1] ?? 0)).toBeCloseTo(1, 7);
    expect(found.warnings).toEqual([]);
  }
});

/** In ten-thousandths, so that rounding makes no two of them alike, in whatever unit. */
const cost = fc
  .oneof(fc.integer({ min: 1e4, max: 1e7 }), fc.integer({ min: 99e4, max: 101e4 }), fc.constant(100e4))
  .map((value) => value / 1e4);
const anything = fc.oneof(
  cost,
  fc.double(),
  fc.constantFrom(0, 1e-99, 1e99, Number.MAX_VALUE, Number.MIN_VALUE),
);
const some = (one: fc.Arbitrary<number>) => fc.array(one, { maxLength: 15 });
const options = fc.record({
  assumption: fc.constantFrom("lognormal" as const, "none" as const),
  looks: fc.constantFrom(1, 3),
});

/** What a comparison says, without counts. */
const figures = ({ ratio, interval, probability, smallestEffect }: CostComparison) => ({
  ratio,
  low: interval?.low ?? null,
  high: interval?.high ?? null,
  probability,
  smallestEffect,
});

function expectAlike(found: CostComparison, expected: CostComparison): void {
  expect(found.method).toBe(expected.method);
  expect(found.warnings).toEqual(expected.warnings);
  const other = Object.values(figures(expected));
  Object.values(figures(found)).forEach((value, index) => {
    const wanted = other[index] ?? null;
    if (value === null || wanted === null) expect(value).toBe(wanted);
    else expect(Math.abs(value - wanted)).toBeLessThanOrEqual(1e-6 * Math.abs(wanted) + 1e-12);
  });
}

function inverted(comparison: CostComparison): CostComparison {
  const { ratio, interval } = comparison;
  return {
    ...comparison,
    ratio: ratio === null ? null : 1 / ratio,
    interval: interval === null ? null : { ...interval, low: 1 / interval.high, high: 1 / interval.low },
  };
}

describe.each([
  ["paired", (base: number[], head: number[], by = {}) => comparePaired(pairs(base, head), by)],
  ["unpaired", (base: number[], head: number[], by = {}) => compareUnpaired(base, head, by)],
] as const)("%s costs", (design, compare) => {
  const both = fc.array(fc.tuple(cost, cost), { maxLength: 15 });
  const split = (all: readonly (readonly [number, number])[]) =>
    [all.map(([base]) => base), all.map(([, head]) => head)] as const;

  test("in another unit have the same comparison", () => {
    fc.assert(
      fc.property(both, options, fc.constantFrom(1e-9, 0.001, 3, 1e6), (all, by, factor) => {
        const [base, head] = split(all);
        const scaled = compare(
          base.map((value) => value * factor),
          head.map((value) => value * factor),
          by,
        );
        expectAlike(scaled, compare([...base], [...head], by));
      }),
    );
  });

  test("swapped have the inverse ratio and interval, and the same p", () => {
    fc.assert(
      fc.property(both, options, (all, by) => {
        const [base, head] = split(all);
        expectAlike(compare([...head], [...base], by), inverted(compare([...base], [...head], by)));
      }),
    );
  });

  test("in another order have the same comparison", () => {
    fc.assert(
      fc.property(both, options, (all, by) => {
        const [base, head] = split(all);
        const [otherBase, otherHead] = split(all.toReversed());
        expectAlike(compare([...otherBase], [...otherHead], by), compare([...base], [...head], by));
      }),
    );
  });

  test("that are no costs, too few or all alike give no figure that is not a number", () => {
    fc.assert(
      fc.property(some(anything), some(anything), options, (base, head, by) => {
        const found = compare(base, head, by);
        for (const value of Object.values(figures(found))) {
          if (value !== null) expect(Number.isFinite(value), `${value}`).toBe(true);
        }
        if (found.probability === null) expect(found.warnings).not.toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });

  test("from too few forks have a ratio and a warning, but no interval and no p", () => {
    const found = compare([100, 101, 99, 100], [110, 111, 109, 110]);
    expect(found).toMatchObject({ method: "none", interval: null, probability: null, smallestEffect: null });
    expect(found.ratio).toBeCloseTo(1.1, 2);
    expect(found.warnings).toEqual(["4 forks are too few for a 99% interval: at least 5 are needed."]);
    expect(compare([], []).ratio).toBeNull();
    expect(compare([], []).warnings).toEqual([
      "0 forks are too few for a 99% interval: at least 5 are needed.",
    ]);
  });

  test("that do not vary are compared by their order, with a warning", () => {
    const eight = (value: number) => new Array<number>(8).fill(value);
    const found = compare(eight(3), eight(3.3));
    expect(found.ratio).toBeCloseTo(1.1, 12);
    expect(found).toMatchObject({ assumption: "none", difference: null });
    expect(found.probability).toBeLessThan(0.01);
    expect(found.warnings).toEqual([
      "The forks do not vary, as counts do not but times do: only their order is tested.",
    ]);
    expect(compare(eight(3), eight(3))).toMatchObject({ ratio: 1, probability: 1 });
  });

  test("of zero have no ratio, and what is no number is left out", () => {
    const fine = [100, 101, 99, 100, 102, 100];
    expect(compare([...fine, 0], [...fine, 1])).toMatchObject({ ratio: null, probability: null });
    expect(compare([...fine, 0], [...fine, 1]).warnings).toEqual([
      "Some forks measured zero, so there is no ratio: compare what can be zero as a count.",
    ]);
    const { warnings, probability } = compare([...fine, Number.NaN], [...fine, 1]);
    expect(warnings[0]).toMatch(/^1 of \d+ forks is left out: a cost was not a number from 0 to 1e100\.$/);
    if (design === "paired") expect(probability).toBe(1);
  });

  test("looked at more often have a wider interval and see less", () => {
    const [base, head] = [
      [100, 101, 99, 100, 102, 100],
      [104, 106, 105, 103, 105, 107],
    ];
    const [once, thrice] = [compare(base, head), compare(base, head, { looks: 3 })];
    expect(thrice.interval?.confidence).toBeCloseTo(1 - 0.01 / 3, 12);
    expect(thrice.interval?.low).toBeLessThan(once.interval?.low ?? 0);
    expect(thrice.interval?.high).toBeGreaterThan(once.interval?.high ?? 0);
    expect(thrice.smallestEffect).toBeGreaterThan(once.smallestEffect ?? 1);
    expect(thrice.probability).toBe(once.probability);
  });

  test("refuse options that make no sense", () => {
    expect(() => compare([], [], { alpha: 0 })).toThrow(
      "alpha is 0: give a level between 0 and 1, such as 0.01.",
    );
    expect(() => compare([], [], { looks: 1.5 })).toThrow("looks is 1.5: give a whole number from 1 on.");
    expect(() => compare([], [], { margin: 0 })).toThrow(
      "margin is 0: give a fraction above 0, such as 0.02.",
    );
    expect(() => compare([], [], { leastEffect: Number.NaN })).toThrow("leastEffect is NaN");
  });
});

test("forks that differ by more than the universe have no interval, and a warning", () => {
  const wild = [1e-90, 1, 1e90, 1e-50, 1e60];
  const ones = [1, 1.1, 1, 1, 1];
  for (const found of [compareUnpaired(ones, wild), comparePaired(pairs(ones, wild))]) {
    expect(found).toMatchObject({ interval: null, smallestEffect: null });
    expect(found.warnings).toEqual(["The forks differ too wildly for an interval of the ratio."]);
    expect(found.probability).toBeGreaterThan(0.01);
  }
});

test("pairs cancel what a fork shares: forks a thousand times apart, the same ratio", () => {
  const ratios = [1.05, 1.06, 1.04, 1.05, 1.055];
  const wild = ratios.map((ratio, fork) => ({ base: 10 ** fork, head: ratio * 10 ** fork }));
  expectAlike(comparePaired(wild), comparePaired(ratios.map((head) => ({ base: 1, head }))));
});

test("ratios that are plainly skewed are compared by their order, with a warning", () => {
  const skewed = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1.0001, 9e6, 8e6, 7e6, 9e6].map((head) => ({ base: 1, head }));
  const found = comparePaired(skewed, { alpha: 0.3 });
  expect(found).toMatchObject({ method: "sign test on ratios", assumption: "none" });
  expect(found.warnings).toEqual([
    "The ratios are too skewed to be lognormal: only the order of the forks is tested.",
  ]);
});

test("a difference that a few forks carry is doubted", () => {
  const base = [100, 100.1, 99.9, 100.05, 99.95, 100.02];
  const head = [99.99, 100.03, 99.97, 100.07, 99.93, 180];
  const found = compareUnpaired(base, head, { alpha: 0.5 });
  expect(found.probability).toBeLessThan(0.5);
  expect(found.warnings).toEqual([
    "The order of the forks does not confirm the difference: a few forks may carry it.",
  ]);
});

test("the documented examples are right", () => {
  const paired = comparePaired([1.04, 1.05, 1.06, 1.05, 1.05].map((head) => ({ base: 1, head })));
  const unpaired = compareUnpaired([99, 100, 101, 100, 100], [104, 105, 106, 105, 105]);
  for (const [found, low, high, probability, smallest] of [
    [paired, 1.0355, 1.0646, 8.5e-5, 0.0247],
    [unpaired, 1.0347, 1.0655, 3.8e-6, 0.0262],
  ] as const) {
    expect(found.ratio).toBeCloseTo(1.05, 4);
    expect(found.interval?.low).toBeCloseTo(low, 4);
    expect(found.interval?.high).toBeCloseTo(high, 4);
    expect((found.probability ?? 0) / probability).toBeCloseTo(1, 1);
    expect(found.smallestEffect).toBeCloseTo(smallest, 4);
  }
  expect(smallestEffect({ standardError: 0.0045, degreesOfFreedom: 18 }, 0.01, 0.02)).toBeCloseTo(0.0261, 4);
});
