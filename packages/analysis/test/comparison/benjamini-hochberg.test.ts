/** Oracle: R's p.adjust, and the step-up rule as the paper states it. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { benjaminiHochberg } from "../../src/index.ts";
import reference from "../reference/r-comparison.json" with { type: "json" };

test("agrees with R's p.adjust", () => {
  for (const { probabilities, adjusted } of reference.benjaminiHochberg) {
    const found = benjaminiHochberg(probabilities);
    adjusted.forEach((expected, index) => {
      expect((found[index] ?? 0) / expected).toBeCloseTo(1, 10);
    });
  }
});

test("rejects what the paper's rule rejects: all up to the largest k with p₍ₖ₎ ≤ k·q/m", () => {
  const share = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(share, { maxLength: 30 }),
      fc.double({ min: 0.01, max: 0.5, noNaN: true }),
      (all, q) => {
        const sorted = all.toSorted((a, b) => a - b);
        const last = sorted.findLastIndex((p, index) => p * all.length <= (index + 1) * q);
        const limit = sorted[last] ?? -1;
        benjaminiHochberg(all).forEach((adjusted, index) => {
          // At the limit itself only rounding decides.
          if (Math.abs(adjusted - q) > 1e-12) expect(adjusted <= q).toBe((all[index] ?? 1) <= limit);
        });
      },
    ),
  );
});

test("one test needs no adjustment, and none gives none", () => {
  expect(benjaminiHochberg([0.03])).toEqual([0.03]);
  expect(benjaminiHochberg([])).toEqual([]);
});

test("the documented example is right", () => {
  const found = benjaminiHochberg([0.01, 0.04, 0.03, 0.5]);
  [0.04, 0.16 / 3, 0.16 / 3, 0.5].forEach((expected, index) => {
    expect(found[index]).toBeCloseTo(expected, 12);
  });
});
