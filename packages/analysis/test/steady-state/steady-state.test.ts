/** Oracle: forks whose phases were planted. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mser5 } from "../../src/calibration/mser-5.ts";
import { seededDraws } from "../../src/calibration/noise.ts";
import { plantedKinds, plantFork } from "../../src/calibration/planted-warm-up.ts";
import { steadyState } from "../../src/index.ts";

/** Phases of given length and level, with 1% noise. */
function phases(...parts: readonly (readonly [length: number, level: number])[]): number[] {
  const { lognormal } = seededDraws(7, "phases");
  return parts.flatMap(([length, level]) => Array.from({ length }, () => level * lognormal(0.01)));
}

test("a fork that warms up is steady from its last level on", () => {
  const found = steadyState(phases([200, 300], [100, 150], [1200, 100]));
  expect(found).toMatchObject({ outcome: "holds", wouldDecide: null });
  expect(Math.abs((found.steadyFrom ?? 0) - 300)).toBeLessThan(10);
  expect(found.level).toBeCloseTo(100, 0);
  expect(found.sentence).toMatch(
    /^Steady from sample 30\d of 1,500; before, up to 3 times the steady cost\.$/,
  );
});

test("a fork that becomes slower is steady too, and the sentence says what it was before", () => {
  expect(steadyState(phases([400, 50], [1100, 100])).sentence).toMatch(
    /before, down to 0\.5\d* times the steady cost/,
  );
});

test("levels within 5% of each other are one", () => {
  expect(steadyState(phases([500, 100], [500, 103], [500, 99])).steadyFrom).toBe(0);
});

describe("a fork is never steady when", () => {
  test("two levels take turns", () => {
    const found = steadyState(
      phases(...Array.from({ length: 12 }, (_, i) => [120, i % 2 === 0 ? 100 : 130] as const)),
    );
    expect(found).toMatchObject({ outcome: "fails", steadyFrom: null, level: null });
    expect(found.sentence).toMatch(/^Never steady: the last level is only 8\.\d+% of 1,440 samples long/);
  });

  test("its last change comes late", () => {
    expect(steadyState(phases([1300, 100], [200, 120])).outcome).toBe("fails");
  });

  test("it drifts all along", () => {
    const { lognormal } = seededDraws(8, "drift");
    // The levels of the phases found are within 5% of each other, the ends of the fork are 10% apart.
    const drifting = Array.from({ length: 1500 }, (_, i) => (1500 + i / 10) * lognormal(0.02));
    expect(steadyState(drifting).sentence).toMatch(/^Never steady: the cost still drifts over the last 100%/);
  });
});

test("the answer is the same in any unit", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...plantedKinds),
      fc.nat(1000),
      fc.constantFrom(1e-9, 1e-3, 1e6, 1e12),
      (kind, seed, unit) => {
        const { samples } = plantFork(kind, 600, seededDraws(seed, kind));
        const [found, scaled] = [steadyState(samples), steadyState(samples.map((sample) => unit * sample))];
        expect(scaled.steadyFrom).toBe(found.steadyFrom);
        expect((scaled.level ?? 0) / unit).toBeCloseTo(found.level ?? 0, 3);
      },
    ),
    { numRuns: 30 },
  );
});

describe("what cannot be judged", () => {
  test.each([
    [[], "0 samples are too few"],
    [[1], "1 sample is too few"],
    [Array.from({ length: 99 }, () => 1), "99 samples are too few"],
    [Array.from({ length: 500 }, (_, i) => (i === 3 ? Number.NaN : 1)), "Sample 4 is no measured cost"],
    [
      Array.from({ length: 500 }, (_, i) => (i === 3 ? Number.POSITIVE_INFINITY : 1)),
      "Sample 4 is no measured cost",
    ],
    [Array.from({ length: 500 }, (_, i) => (i === 9 ? -5 : 1)), "Sample 10 is no measured cost"],
  ])("is undecided and says why (%#)", (samples, sentence) => {
    const found = steadyState(samples);
    expect(found).toMatchObject({ outcome: "undecided", steadyFrom: null, level: null });
    expect(found.sentence).toContain(sentence);
    expect(found.wouldDecide).toContain("At least 100 samples");
  });

  test("samples of all the same cost are steady from the first, zero or not", () => {
    for (const cost of [0, 5]) {
      const found = steadyState(Array.from({ length: 300 }, () => cost));
      expect(found).toMatchObject({ outcome: "holds", steadyFrom: 0, level: cost });
      expect(found.sentence).toBe("Steady from the first of 300 samples.");
    }
  });

  test("costs that become zero leave no figure that is no number", () => {
    const found = steadyState(phases([150, 100], [450, 0]));
    expect(found).toMatchObject({ outcome: "holds", steadyFrom: 150, level: 0 });
    expect(found.sentence).not.toMatch(/NaN|Infinity|not available/);
  });
});

test("a million samples are divided", () => {
  const found = steadyState(
    Array.from({ length: 1_000_000 }, (_, i) => (i < 300_000 ? 3 : 1) + (i % 7) / 100),
  );
  expect(Math.abs((found.steadyFrom ?? 0) - 300_000)).toBeLessThan(2_000);
}, 60_000);

test("the documented examples are right", () => {
  const level = (length: number, cost: number) => Array.from({ length }, () => cost);
  expect(steadyState([...level(60, 30), ...level(240, 10)]).steadyFrom).toBe(60);
  expect(mser5([...level(50, 30), ...level(950, 10)])).toBe(50);
});
