import { expect, test } from "vitest";
import { seededDraws } from "../../src/calibration/noise.ts";
import { classEvidence } from "../../src/growth/growth-class.ts";
import { negligibleGrowthProbability } from "../../src/growth/negligible-growth.ts";
import type { ScalingModel } from "../../src/verdict/verdict.ts";

const model = (parts: Partial<ScalingModel>): ScalingModel => ({
  class: "n",
  hasIntercept: true,
  intercept: 0,
  coefficient: 1,
  sigma: 0.01,
  aicc: 0,
  weight: 1,
  ...parts,
});

const sizes = [1000, 3000, 10_000, 30_000, 60_000, 100_000];

const costsOf = (intercept: number) => sizes.map((size) => Math.log(intercept + size));

test("weights are summed by class, and 0.95 itself is not decisive", () => {
  const models = [
    model({ weight: 0.6 }),
    model({ weight: 0.35, hasIntercept: false }),
    model({ weight: 0.05, class: "n²" }),
  ];
  const { class: decided, classWeights, plausible } = classEvidence(models, sizes, costsOf(0));
  expect(decided).toBeNull();
  expect(classWeights.find((entry) => entry.class === "n")?.weight).toBeCloseTo(0.95, 12);
  expect(classWeights.map((entry) => entry.class)).toEqual(["1", "lg n", "n", "n lg n", "n²", "n³"]);
  expect(plausible).toEqual(["n"]);
  const heavier = [model({ weight: 0.96 }), model({ weight: 0.04, class: "n²" })];
  expect(classEvidence(heavier, sizes, costsOf(0)).class).toBe("n");
});

test("a model that grows by less than a tenth over the sizes counts as constant", () => {
  // From 2,001,000 to 2,100,000 it is 4.9%, from 501,000 to 600,000 it is 19.8%.
  const classOf = (intercept: number) =>
    classEvidence([model({ intercept })], sizes, costsOf(intercept)).class;
  expect(classOf(2_000_000)).toBe("1");
  expect(classOf(500_000)).toBe("n");
  const bare = (name: "1" | "n") => [model({ hasIntercept: false, class: name })];
  expect(classEvidence(bare("n"), sizes, costsOf(0)).class).toBe("n");
  const narrow = [1_000_000, 1_010_000, 1_020_000, 1_030_000, 1_040_000];
  expect(classEvidence(bare("n"), narrow, narrow.map(Math.log)).class).toBe("1");
  expect(classEvidence(bare("1"), sizes, costsOf(0)).class).toBe("1");
});

test("a model whose growth may or may not be negligible counts for both classes", () => {
  const noisy = costsOf(980_000).map((cost, index) => cost + (index % 2 === 0 ? 0.04 : -0.04));
  const {
    class: decided,
    classWeights,
    plausible,
  } = classEvidence([model({ intercept: 980_000 })], sizes, noisy);
  expect(decided).toBeNull();
  expect(plausible).toEqual(["1", "n"]);
  expect(classWeights.find((entry) => entry.class === "1")?.weight).toBeGreaterThan(0.2);
  expect(classWeights.find((entry) => entry.class === "n")?.weight).toBeGreaterThan(0.2);
});

test("the probability of negligible growth has the frequency that it says", () => {
  // Oracle: with a flat prior of the rise, of all fits that give about this probability, that share had a rise below.
  const draws = seededDraws(9, "negligible growth");
  const buckets = Array.from({ length: 4 }, () => ({ count: 0, below: 0, said: 0 }));
  const positions = sizes.map((size) => (size - 1000) / 99_000);
  for (let run = 0; run < 20_000; run += 1) {
    const rise = 0.6 * draws.uniform() - 0.2;
    const logCosts = positions.map((position) => 10 + rise * position + 0.04 * draws.normal());
    const said = negligibleGrowthProbability(model({ intercept: 1e7 }), sizes, logCosts);
    const bucket = buckets[Math.min(3, Math.floor(4 * said))];
    if (bucket === undefined) continue;
    bucket.count += 1;
    bucket.said += said;
    if (rise < Math.log(1.1)) bucket.below += 1;
  }
  for (const { count, below, said } of buckets) expect(Math.abs(below - said) / count).toBeLessThan(0.03);
});
