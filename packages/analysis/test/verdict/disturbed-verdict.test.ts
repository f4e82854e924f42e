/** Oracle: the rule itself. Waiting makes a cost higher, so that only what misses a target can owe it to that. */
import { expect, test } from "vitest";
import { analyse } from "../../src/index.ts";
import { plantCosts, timeMetric } from "../planted-file.ts";

/** The verdict on a target of 10 M/s for costs around `cost`, of which so many samples of ten were disturbed. */
function judge(cost: number, disturbed: number, forks = 5) {
  const costs = Array.from({ length: forks }, (_, fork) => cost + fork / 10);
  const file = plantCosts(costs, timeMetric, { disturbed: [0] });
  const samples = (first: number) => Array(10).fill(first);
  const planted = {
    ...file,
    forks: file.forks.map((fork) => ({
      ...fork,
      series: fork.series.map((series) => ({
        ...series,
        samples: samples(series.samples[0] ?? 0),
        disturbed: Array.from({ length: disturbed }, (_, index) => index),
      })),
    })),
  };
  return analyse(planted).verdicts.find(({ question }) => question === "target");
}

test("a miss is undecided when most samples waited for a processor, and says so", () => {
  expect(judge(150, 0)?.outcome).toBe("fails");
  expect(judge(150, 4)?.outcome).toBe("fails");
  const verdict = judge(150, 5);
  expect(verdict).toMatchObject({
    outcome: "undecided",
    wouldDecide: "The same run on a quieter machine.",
    parameters: { disturbedShare: 0.5 },
  });
  expect(verdict?.sentence).toContain(
    "misses the goal of at least 10 M/s, but 50% of its samples had to wait",
  );
});

test("a miss by few forks, too", () => {
  expect(judge(500, 0, 3)?.outcome).toBe("fails");
  expect(judge(500, 9, 3)?.outcome).toBe("undecided");
});

test("what holds although the machine was busy holds", () => {
  expect(judge(50, 10)?.outcome).toBe("holds");
});
