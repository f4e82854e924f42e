/** Oracle: planted ratios, and the rules of the alarm as the documentation states them. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { comparePaired, compareUnpaired, describeComparison, judgeSuite } from "../../src/index.ts";

/** Ten ratios around a centre that differ by up to a spread. */
const around = (centre: number, spread: number, options = {}) =>
  comparePaired(
    [-2, -1.5, -1, -0.5, 0, 0, 0.5, 1, 1.5, 2].map((step) => ({
      base: 1,
      head: centre * (1 + (spread * step) / 2),
    })),
    options,
  );

const verdictOf = (...comparisons: readonly ReturnType<typeof around>[]) =>
  judgeSuite(comparisons)[0]?.verdict;

describe("a verdict", () => {
  test.each([
    ["slower", 1.05, 0.01],
    ["faster", 1 / 1.05, 0.01],
    ["same", 1, 0.005],
    ["same", 1.01, 0.005],
    ["undecided", 0.985, 0.012],
    ["undecided", 1.015, 0.012],
    ["undecided", 1, 0.05],
    ["undecided", 1.05, 0.1],
  ])("is %s for a ratio of %f that varies by %f", (verdict, centre, spread) => {
    expect(verdictOf(around(centre, spread))).toBe(verdict);
  });

  test("is no alarm below the least effect, however sure the change is", () => {
    const sure = around(1.019, 0.0001);
    expect(sure.probability).toBeLessThan(1e-12);
    expect(verdictOf(sure)).toBe("same");
    expect(verdictOf(around(1.021, 0.0001))).toBe("slower");
    expect(verdictOf(around(1.019, 0.0001, { leastEffect: 0.01 }))).toBe("slower");
    expect(verdictOf(around(1.021, 0.0001, { leastEffect: 0.03 }))).toBe("undecided");
  });

  test("needs more evidence in a suite of quiet cases, and less among other alarms", () => {
    const doubtful = around(1.045, 0.06);
    expect(doubtful.probability).toBeLessThan(0.01);
    expect(doubtful.probability).toBeGreaterThan(0.0025);
    expect(verdictOf(doubtful)).toBe("slower");
    const quiet = Array.from({ length: 19 }, () => around(1, 0.03));
    expect(verdictOf(doubtful, ...quiet)).toBe("undecided");
    expect(verdictOf(doubtful, ...quiet.map(() => around(1.1, 0.01)))).toBe("slower");
  });

  test("needs more evidence the more often it is looked for", () => {
    const options = { looks: 4 };
    const doubtful = around(1.045, 0.06, options);
    expect(judgeSuite([doubtful])[0]?.adjustedProbability).toBeCloseTo(4 * (doubtful.probability ?? 0), 12);
    expect(verdictOf(doubtful)).toBe("undecided");
  });

  test("swaps when base and head do", () => {
    const cost = fc.double({ min: 90, max: 115, noNaN: true });
    const opposite = { slower: "faster", faster: "slower", same: "same", undecided: "undecided" } as const;
    fc.assert(
      fc.property(
        fc.array(cost, { minLength: 5, maxLength: 12 }),
        fc.array(cost, { minLength: 5 }),
        (base, head) => {
          const [forth] = judgeSuite([compareUnpaired(base, head)]);
          const [back] = judgeSuite([compareUnpaired(head, base)]);
          expect(back?.verdict).toBe(opposite[forth?.verdict ?? "undecided"]);
        },
      ),
    );
  });

  test("says what would decide it, and more forks of the same kind then do", () => {
    const base = [99, 100, 101, 100, 100, 101];
    const head = [100, 101, 102, 100, 101, 103];
    const [judged] = judgeSuite([compareUnpaired(base, head)]);
    expect(judged?.verdict).toBe("undecided");
    expect(judged?.wouldDecide).toBe("About 16 forks of each build, if centre and spread stay as they are.");
    const thrice = (forks: readonly number[]) => [...forks, ...forks, ...forks];
    expect(judgeSuite([compareUnpaired(thrice(base), thrice(head))])[0]?.verdict).toBe("same");
    const hopeless = around(1.0198, 0.05);
    expect(judgeSuite([hopeless])[0]?.wouldDecide).toMatch(/^More than 1000 forks/);
    expect(judgeSuite([comparePaired([])])[0]?.wouldDecide).toBe("At least ten forks of each build.");
  });
});

test("what was not tested is undecided and does not count as a test", () => {
  const untested = comparePaired([{ base: 1, head: 2 }]);
  const [first, second] = judgeSuite([untested, around(1.045, 0.06)]);
  expect(first).toMatchObject({ verdict: "undecided", adjustedProbability: null });
  expect(second?.adjustedProbability).toBe(second?.probability);
});

test("what a comparison carries stays with it", () => {
  const [judged] = judgeSuite([{ ...around(1, 0.01), case: "decode" }]);
  expect(judged?.case).toBe("decode");
  expect(judgeSuite([])).toEqual([]);
});

test("sentences name the figures", () => {
  const sentences = judgeSuite([
    comparePaired([1.04, 1.05, 1.06, 1.05, 1.05].map((head) => ({ base: 1, head }))),
    comparePaired([1.04, 1.05, 1.06, 1.05, 1.05].map((base) => ({ base, head: 1 }))),
    compareUnpaired([99.9, 100, 100.1, 100, 100, 100.1], [100, 100.1, 100.2, 100, 100.1, 100.3]),
    compareUnpaired([99, 100, 101, 100, 100, 101], [100, 101, 102, 100, 101, 103]),
    comparePaired([{ base: 1, head: 2 }]),
    comparePaired([{ base: 0, head: 2 }]),
  ]).map(describeComparison);
  expect(sentences).toEqual([
    "Slower by 5% (3.55% to 6.46% at 99%, p 8.51e-5).",
    "Faster by 4.76% (-6.07% to -3.43% at 99%, p 8.51e-5).",
    "The same within 2% (-0.0869% to 0.287% at 99%).",
    "Undecided: -0.854% to 2.88% at 99%; a change by 2.8% would have shown. " +
      "About 16 forks of each build, if centre and spread stay as they are.",
    "Undecided: a ratio of 2, untested. At least ten forks of each build.",
    "Undecided: no ratio. A comparison as a count.",
  ]);
});
