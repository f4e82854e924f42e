import { describe, expect, test } from "vitest";
import { seededDraws } from "../../src/calibration/noise.ts";
import { type Planting, plant } from "../../src/calibration/planted-growth.ts";
import type { ComplexityClass, Summary } from "../../src/index.ts";
import { fitScaling, scalingVerdict, summarise } from "../../src/index.ts";
import { plantCase, plantFile, plantFork, plantSeries, sizedMetric } from "../planted-file.ts";

const planting: Planting = {
  class: "n",
  sizes: 12,
  decades: 2,
  repetitions: 5,
  noise: 0.01,
  intercept: 0,
  interceptAt: "smallest size",
};

type Distortion = { distort?: (cost: number, index: number) => number; emptyBatch?: number };

function summariesOf(parts: Partial<Planting>, { distort = (cost) => cost, emptyBatch }: Distortion = {}) {
  const points = plant({ ...planting, ...parts }, seededDraws(3, "verdict"));
  const named = { metric: sizedMetric.name, emptyBatch: emptyBatch ?? null };
  const forks = Array.from({ length: parts.repetitions ?? planting.repetitions }, (_, fork) =>
    plantFork(fork, {
      series: points.map(({ size, forkMedians }, index) =>
        plantSeries([distort(forkMedians[fork] ?? 0, index)], { ...named, size }),
      ),
    }),
  );
  return summarise(plantFile([plantCase([sizedMetric])], forks));
}

const fitOf = (summaries: readonly Summary[]) =>
  fitScaling(summaries.map(({ size, forkMedians }) => ({ size: size ?? 0, forkMedians })));

function judge(parts: Partial<Planting>, distortion: Distortion = {}) {
  const summaries = summariesOf(parts, distortion);
  return scalingVerdict("planted", "first", sizedMetric, fitOf(summaries), summaries);
}

test("linear or better holds, with the figures in the sentence", () => {
  const verdict = judge({});
  expect(verdict).toMatchObject({
    question: "scaling",
    metric: "total-time",
    outcome: "holds",
    wouldDecide: null,
  });
  expect(verdict.sentence).toMatch(
    /^Total time against number of objects: linear \(O\(n\) 100% of the Akaike weight\)\. Best fit (\d[\d.,]* \S+ \+ )?3[45][\d.]* ns · n; exponent (1|1\.0\d|0\.99\d) \(.* at 95%\)\.$/,
  );
  expect(verdict.parameters).toEqual({ sizes: 12, forks: 5, decisiveWeight: 0.95 });
  for (const name of ["1", "lg n"] satisfies ComplexityClass[])
    expect(judge({ class: name }).outcome).toBe("holds");
});

test("worse than linear fails", () => {
  for (const name of ["n lg n", "n²", "n³"] satisfies ComplexityClass[]) {
    const verdict = judge({ class: name });
    expect(verdict.outcome).toBe("fails");
    expect(verdict.sentence).toContain("worse than linear");
    expect(verdict.sentence).toContain(`ns · ${name}`);
  }
});

test("a cost that bends is judged by its classes on both sides of the bend", () => {
  // Beyond the seventh size each object costs twice as much: without the knee, this is called n lg n.
  const bent = (coefficient: (size: number) => number) => (cost: number, index: number) => {
    const size = 1000 * 100 ** (index / 11);
    return cost * coefficient(size);
  };
  const linear = judge({ repetitions: 15 }, { distort: bent((size) => 1 + Math.max(0, 1 - 8111 / size)) });
  expect(linear.outcome).toBe("holds");
  expect(linear.sentence).toMatch(
    /^Total time against number of objects: linear on both sides of a bend\. The cost bends at about [789],\d00 \(/,
  );
  expect(linear.sentence).toMatch(/, beyond which each step costs (2|1\.9\d?|2\.0\d?) times as much\.$/);
  const quadratic = judge(
    { repetitions: 15, class: "n²" },
    { distort: bent((size) => 1 + Math.max(0, 1 - (8111 / size) ** 2)) },
  );
  expect(quadratic.outcome).toBe("fails");
  expect(quadratic.sentence).toContain("quadratic, worse than linear on both sides of a bend");
});

describe("when no class is decided", () => {
  const noisy = { decades: 1, repetitions: 1, noise: 0.05 };

  test("it is undecided between linear and worse, and the design is what would decide it", () => {
    const verdict = judge({ ...noisy, class: "n lg n", intercept: 1 });
    expect(verdict.outcome).toBe("undecided");
    expect(verdict.sentence).toMatch(/undecided between O\(n\) \d[\d.]*%, O\(n lg n\) \d[\d.]*%/);
    expect(verdict.wouldDecide).toBe("At least 12 sizes over 2 decades, or 15 forks at each.");
  });

  const openFit = (plausible: readonly ComplexityClass[]) => {
    const fit = fitOf(summariesOf({}));
    if ("refusal" in fit) throw new Error(fit.refusal);
    const classWeights = plausible.map((name) => ({ class: name, weight: 1 / plausible.length }));
    return { ...fit, class: null, plausible, classWeights };
  };

  test("it holds when every plausible class is linear or better, and fails when every one is worse", () => {
    const better = scalingVerdict("planted", "first", sizedMetric, openFit(["lg n", "n"]), summariesOf({}));
    expect(better.outcome).toBe("holds");
    expect(better.sentence).toContain(": logarithmic or linear (O(lg n) 50%, O(n) 50%). Best fit ");
    const worse = scalingVerdict("planted", "first", sizedMetric, openFit(["n lg n", "n²"]), summariesOf({}));
    expect(worse.outcome).toBe("fails");
    expect(worse.sentence).toContain(
      ": linearithmic or quadratic, worse than linear (O(n lg n) 50%, O(n²) 50%). ",
    );
    const between = scalingVerdict(
      "planted",
      "first",
      sizedMetric,
      openFit(["n", "n lg n"]),
      summariesOf({}),
    );
    expect(between.outcome).toBe("undecided");
  });

  test("with a sound design less noise is what would decide it", () => {
    const verdict = judge({ noise: 0.1, repetitions: 1, class: "n lg n", intercept: 1 });
    expect(verdict.outcome).toBe("undecided");
    expect(verdict.wouldDecide).toMatch(/^More forks or a quieter machine: residuals of \d/);
  });
});

test("when no model fits there is no verdict, whatever the weights", () => {
  const verdict = judge({}, { distort: (cost, index) => cost * (index % 2 === 0 ? 1.5 : 0.7) });
  expect(verdict.outcome).toBe("undecided");
  expect(verdict.sentence).toMatch(/none of the eleven models fits, the best is off by \d/);
});

test("when the work is in doubt there is no verdict", () => {
  const verdict = judge({}, { emptyBatch: 30_000 });
  expect(verdict.outcome).toBe("undecided");
  expect(verdict.sentence).toMatch(
    /: at size 1,000 3\d(\.\d)? µs against 30 µs for an empty batch: it may have done no work, so there is no verdict\.$/,
  );
  expect(verdict.wouldDecide).toMatch(/^Results that provably leave the batch/);
});

test("a refused fit gives its reason, and warnings of one size stay with that size", () => {
  const verdict = judge({ sizes: 3, repetitions: 2 });
  expect(verdict).toMatchObject({
    outcome: "undecided",
    sentence:
      "Total time against number of objects: no fit. 3 sizes are too few to tell how the cost grows: measure at least 5, better 12.",
    warnings: ["2 forks are too few for a 99% interval: at least 3 are needed."],
  });
  const [first, second, ...others] = summariesOf({});
  const everyOne = ["All sizes were disturbed."];
  const warned = [first, second].flatMap((one) =>
    one ? [{ ...one, warnings: ["Two were.", ...everyOne] }] : [],
  );
  const summaries = [...warned, ...others.map((one) => ({ ...one, warnings: everyOne }))];
  expect(scalingVerdict("planted", "first", sizedMetric, fitOf(summaries), summaries).warnings).toEqual(
    everyOne,
  );
});
