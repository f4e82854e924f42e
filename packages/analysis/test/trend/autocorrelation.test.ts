/** Oracles: R's acf, and the closed form of the inflation for a known correlation. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { lagOneAutocorrelation } from "../../src/index.ts";
import { ranks } from "../../src/trend/ranks.ts";
import { varianceInflation } from "../../src/trend/variance-inflation.ts";
import reference from "../reference/r-trend.json" with { type: "json" };

test("the autocorrelation at lag one agrees with R's acf", () => {
  for (const { values, lagOne } of reference.autocorrelation) {
    const error = Math.abs((lagOneAutocorrelation(values) ?? 0) - lagOne);
    expect(error).toBeLessThanOrEqual(reference.toleranceRelative * Math.abs(lagOne));
  }
});

test("shifting and scaling leaves the autocorrelation as it is, and it never leaves −1 … 1", () => {
  const series = fc.array(fc.integer({ min: -100, max: 100 }), { minLength: 3, maxLength: 50 });
  fc.assert(
    fc.property(
      series,
      fc.integer({ min: -9, max: 9 }),
      fc.constantFrom(1e-150, 3, 1e150),
      (values, shift, scale) => {
        const correlation = lagOneAutocorrelation(values);
        const moved = lagOneAutocorrelation(values.map((value) => scale * (value + shift)));
        if (correlation === null) return expect(moved).toBeNull();
        expect(moved).toBeCloseTo(correlation, 9);
        expect(Math.abs(correlation)).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test("without variation there is no autocorrelation, and what is not finite is refused", () => {
  expect(lagOneAutocorrelation([0.1, 0.1, 0.1, 0.1, 0.1])).toBeNull();
  expect(lagOneAutocorrelation([1, 2])).toBeNull();
  expect(() => lagOneAutocorrelation([1, Number.POSITIVE_INFINITY, 2])).toThrow("not finite");
});

test("a first-order series of 200 values inflates the variance about as its correlation says", () => {
  // (1 + ρ)/(1 − ρ): 1 for independent values, 1.86 for 0.3 and 5.67 for 0.7. The three series are R's.
  const inflations = reference.autocorrelation.map(({ values }) => varianceInflation(values));
  expect(inflations[0]).toBeLessThan(1.3);
  expect(inflations[1]).toBeGreaterThan(1.3);
  expect(inflations[1]).toBeLessThan(2.5);
  expect(inflations[2]).toBeGreaterThan(4);
  expect(inflations[2]).toBeLessThan(9);
});

test("a wild reading does not hide the autocorrelation", () => {
  const [, , strong] = reference.autocorrelation;
  const calm = varianceInflation(strong?.values ?? []);
  const wild = varianceInflation((strong?.values ?? []).with(77, 1e6));
  expect(wild).toBeGreaterThan(calm / 2);
});

test("the documented examples are right", () => {
  expect(lagOneAutocorrelation([1, 2, 3, 4, 5])).toBeCloseTo(0.4, 12);
  expect(ranks([30, 10, 20, 20])).toEqual([4, 1, 2.5, 2.5]);
  expect(varianceInflation([1, 2, 1, 2, 1, 2, 1, 2])).toBe(1);
});
