import type { Metric, Target } from "@strait/results";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logHalfWidth } from "../../src/describe/log-interval.ts";
import { summarise, targetVerdict } from "../../src/index.ts";
import { forksToDecide } from "../../src/summary/forks-to-decide.ts";
import { figuresFor } from "../../src/verdict/target-figures.ts";
import { plantCosts, rateTarget, sizedMetric, timeMetric } from "../planted-file.ts";

const bytesMetric: Metric = {
  ...timeMetric,
  name: "size",
  title: "Memory",
  operation: "message",
  unit: "bytes/operation",
};
const bytesTarget: Target = {
  ...rateTarget,
  name: "budget",
  comparison: "atMost",
  value: 1000,
  unit: "bytes/operation",
};

function judge(
  forkMedians: readonly number[],
  target = rateTarget,
  metric = timeMetric,
  emptyBatch: number | null = null,
) {
  const summaries = summarise(plantCosts(forkMedians, metric, { emptyBatch }));
  return targetVerdict("planted", "first", metric, target, summaries);
}

/** Five forks around a cost, ±1%. */
const around = (cost: number) => [0.99, 1, 1.01, 1, 1].map((factor) => factor * cost);

describe("with an interval", () => {
  test("a rate holds, fails or is undecided by the side that the whole interval is on", () => {
    expect(judge(around(81))).toMatchObject({
      question: "target",
      metric: "allocation-time",
      outcome: "holds",
      sentence: "Allocations: 12.3 M/s (12.2 to 12.5 M/s at 99%) meets the goal of at least 10 M/s.",
      wouldDecide: null,
      parameters: { forks: 5, confidence: 0.99 },
    });
    expect(judge(around(120))).toMatchObject({
      outcome: "fails",
      sentence: "Allocations: 8.33 M/s (8.21 to 8.46 M/s at 99%) misses the goal of at least 10 M/s.",
      wouldDecide: null,
    });
    const close = judge(around(100.4));
    expect(close).toMatchObject({
      outcome: "undecided",
      sentence:
        "Allocations: 9.96 M/s (9.82 to 10.1 M/s at 99%) is too close to the goal of at least 10 M/s to call.",
    });
    expect(close.wouldDecide).toMatch(/^About \d+ forks, if they come out like these\.$/);
  });

  test("a ceiling in the metric's own unit compares the figure as it is", () => {
    expect(judge(around(900), bytesTarget, bytesMetric)).toMatchObject({
      outcome: "holds",
      sentence:
        "Memory: 900 B/message (887 to 913 B/message at 99%) meets the budget of at most 1,000 B/message.",
    });
    expect(judge(around(1100), bytesTarget, bytesMetric).outcome).toBe("fails");
    expect(judge(around(1000), bytesTarget, bytesMetric).outcome).toBe("undecided");
  });

  test("exact figures are decided on the target itself", () => {
    expect(judge([1000, 1000, 1000, 1000, 1000], bytesTarget, bytesMetric).outcome).toBe("holds");
    expect(judge([1001, 1001, 1001, 1001, 1001], bytesTarget, bytesMetric).outcome).toBe("fails");
  });

  test("a lower floor never turns holds into anything else", () => {
    const centre = fc.double({ min: 30, max: 99, noNaN: true });
    const factors = fc.array(fc.double({ min: 0.98, max: 1.02, noNaN: true }), {
      minLength: 1,
      maxLength: 12,
    });
    const share = fc.double({ min: 0.01, max: 1, noNaN: true });
    let held = 0;
    fc.assert(
      fc.property(centre, factors, share, (cost, spread, lower) => {
        const costs = spread.map((factor) => factor * cost);
        if (judge(costs).outcome !== "holds") return;
        held += 1;
        expect(judge(costs, { ...rateTarget, value: rateTarget.value * lower }).outcome).toBe("holds");
      }),
    );
    expect(held).toBeGreaterThan(20);
  });
});

describe("without an interval", () => {
  test("forks that are clear of the target by a factor of two decide, with a warning", () => {
    const holds = judge([50, 45]);
    expect(holds).toMatchObject({
      outcome: "holds",
      sentence:
        "Allocations: 21.1 M/s (2 forks, 20 to 22.2 M/s) is well clear of the goal of at least 10 M/s.",
      parameters: { forks: 2, clearFactor: 2 },
    });
    expect(holds.warnings).toContain("Decided without an interval, because 2 forks lie far from the target.");
    const alone = "Decided without an interval, because 1 fork lies far from the target.";
    expect(judge([200]).warnings).toContain(alone);
    expect(judge([200]).outcome).toBe("fails");
    expect(judge([200]).sentence).toContain("(1 fork, 5 to 5 M/s) is far from the goal");
    expect(judge([500, 400], bytesTarget, bytesMetric).outcome).toBe("holds");
    expect(judge([2500, 2400], bytesTarget, bytesMetric).outcome).toBe("fails");
  });

  test("forks that are closer, or on both sides, do not", () => {
    expect(judge([51, 51])).toMatchObject({
      outcome: "undecided",
      sentence:
        "Allocations: 19.6 M/s (2 forks, 19.6 to 19.6 M/s) has too few forks to be held against the goal of at least 10 M/s.",
      wouldDecide: "At least 3 forks, which an interval needs.",
    });
    expect(judge([20, 101]).outcome).toBe("undecided");
    expect(judge([900, 99]).outcome).toBe("undecided");
    expect(judge([0, 900, 900, 900, 1100], bytesTarget, bytesMetric)).toMatchObject({
      outcome: "undecided",
      wouldDecide: "At least 8 forks, which an interval needs.",
    });
  });
});

describe("no verdict", () => {
  test("when the case may have done no work, however good its figure", () => {
    const refused = judge(around(10), rateTarget, timeMetric, 8);
    expect(refused).toMatchObject({
      outcome: "undecided",
      sentence:
        "Allocations: 10 ns against 8 ns for an empty batch: it may have done no work, so it is not held against the goal of at least 10 M/s.",
    });
    expect(refused.wouldDecide).toMatch(/^Results that provably leave the batch/);
    expect(judge([0, 0, 0, 0, 0])).toMatchObject({
      outcome: "undecided",
      sentence: expect.stringContaining(": 0 ns: it may have done no work"),
    });
    expect(judge(around(10), rateTarget, timeMetric, 7).outcome).toBe("holds");
  });

  test("when nothing was measured", () => {
    expect(judge([])).toMatchObject({
      outcome: "undecided",
      sentence: "Allocations: no completed fork measured it.",
      wouldDecide: "A fork that completes and measures it.",
    });
  });

  test("when the target is set in another unit", () => {
    expect(judge(around(900), bytesTarget)).toMatchObject({
      outcome: "undecided",
      sentence:
        "Allocations: measured in nanoseconds/operation, which cannot be held against the budget of at most 1,000 B/allocation.",
    });
  });
});

test("the documented example of a target's figures is right", () => {
  const [summary] = summarise(plantCosts([100, 100, 100]));
  expect(summary && figuresFor(rateTarget, summary)?.median).toBe(10_000_000);
});

test("a metric taken at several sizes is judged where it does worst", () => {
  const at = (size: number, cost: number) =>
    summarise(plantCosts(around(cost), sizedMetric, { size })).map((summary) => summary);
  const verdict = targetVerdict("planted", "first", sizedMetric, rateTarget, [
    ...at(1000, 50),
    ...at(2000, 150),
    ...at(4000, 100),
  ]);
  expect(verdict.outcome).toBe("fails");
  expect(verdict.sentence).toMatch(/^Total time at 2,000 objects: 6\.67 M\/s/);
  expect(verdict.parameters).toMatchObject({ size: 2000 });
});

describe("forks to decide", () => {
  test("is the first number whose interval would clear the boundary", () => {
    const values = [95, 100, 105, 100, 100];
    const logs = values.map(Math.log);
    const mean = logs.reduce((sum, value) => sum + value, 0) / 5;
    const spread = Math.sqrt(logs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4);
    const count = forksToDecide(values, 103, 0.99) ?? 0;
    expect(logHalfWidth(spread, count, 0.99)).toBeLessThan(Math.log(103) - mean);
    expect(logHalfWidth(spread, count - 1, 0.99)).toBeGreaterThanOrEqual(Math.log(103) - mean);
  });

  test("is null when the boundary lies in the very middle, and words say so", () => {
    expect(forksToDecide([95, 100, 105, 100, 100], 99.95, 0.99)).toBeNull();
    expect(judge([95, 100, 105, 100, 100]).wouldDecide).toMatch(/even 1,000 forks/);
  });

  test("the documented example is right", () => {
    expect(forksToDecide([95, 100, 105, 100, 100], 103, 0.99)).toBe(13);
  });
});
