/** Oracle: the score test that Wilson's interval inverts, and the definitions of the outcomes. */
import { describe, expect, it, test } from "vitest";
import { figureRow, shareRow, trialsAt } from "../../src/calibration/calibration.ts";
import { wilsonInterval } from "../../src/calibration/wilson-interval.ts";

describe("Wilson's interval", () => {
  it("has ends at which the score test is exactly as sure as asked", () => {
    for (const [counted, trials] of [
      [3, 1000],
      [1, 7],
      [50, 100],
      [199, 200],
    ] as const) {
      const { low, high } = wilsonInterval(counted, trials, 0.99);
      for (const end of [low, high]) {
        const z = (counted / trials - end) / Math.sqrt((end * (1 - end)) / trials);
        expect(Math.abs(z)).toBeCloseTo(2.5758293035, 6);
      }
    }
  });

  it("reaches 0 and 1 when nothing or everything counted, and has a width there", () => {
    expect(wilsonInterval(0, 200, 0.99).low).toBe(0);
    expect(wilsonInterval(0, 200, 0.99).high).toBeCloseTo(0.0321, 4);
    expect(wilsonInterval(200, 200, 0.99).high).toBe(1);
    expect(wilsonInterval(200, 200, 0.99).low).toBeCloseTo(1 - 0.0321, 4);
  });

  it("is as its example says", () => {
    expect(wilsonInterval(3, 1000, 0.99).low).toBeCloseTo(0.00076, 5);
    expect(wilsonInterval(3, 1000, 0.99).high).toBeCloseTo(0.01179, 5);
  });

  it.each([
    [2, 1],
    [-1, 5],
    [0, 0],
    [0.5, 2],
    [Number.NaN, 5],
  ])("refuses %d of %d", (counted, trials) => {
    expect(() => wilsonInterval(counted, trials, 0.99)).toThrow(/give whole numbers/);
  });
});

describe("a row", () => {
  const claim = "found";
  test.each([
    [99, { atLeast: 0.95 }, "holds"],
    [95, { atLeast: 0.95 }, "holds"],
    [92, { atLeast: 0.95 }, "undecided"],
    [70, { atLeast: 0.95 }, "fails"],
    [1, { atMost: 0.01 }, "holds"],
    [3, { atMost: 0.01 }, "undecided"],
    [20, { atMost: 0.01 }, "fails"],
    [95, { between: [0.93, 0.97] }, "holds"],
    [99, { between: [0.93, 0.97] }, "undecided"],
    [70, { between: [0.93, 0.97] }, "fails"],
  ] as const)("of %i in 100 against %o %s", (counted, goal, outcome) => {
    const row = shareRow({ claim, counted, trials: 100, goal });
    expect(row).toMatchObject({ claim, reached: counted / 100, unit: "share", trials: 100, goal, outcome });
  });

  test("of a figure without an interval holds or fails", () => {
    const row = { claim, unit: "score", trials: 37, goal: { atLeast: 0.75 } } as const;
    expect(figureRow({ ...row, reached: 0.8 }).outcome).toBe("holds");
    expect(figureRow({ ...row, reached: 0.7 }).outcome).toBe("fails");
    const interval = { low: 0.65, high: 0.8, confidence: 0.99 };
    expect(figureRow({ ...row, reached: 0.7, interval }).outcome).toBe("undecided");
  });
});

test("the number of runs is scaled and never zero", () => {
  expect([trialsAt(2000, 0.05), trialsAt(2000, 1), trialsAt(10, 0.001)]).toEqual([100, 2000, 1]);
});
