import type { ForkRecord, Metric, ResultFile } from "@strait/results";
import fc from "fast-check";
import { expect, test } from "vitest";
import { seededDraws } from "../src/calibration/noise.ts";
import { plant } from "../src/calibration/planted-growth.ts";
import { analyse } from "../src/index.ts";
import {
  plantCase,
  plantCosts,
  plantFile,
  plantFork,
  plantSeries,
  rateTarget,
  sizedMetric,
  timeMetric,
} from "./planted-file.ts";

const bytesMetric: Metric = {
  ...timeMetric,
  name: "memory",
  title: "Memory",
  unit: "bytes",
  targets: [{ ...rateTarget, comparison: "atMost", value: 100, unit: "bytes" }],
};

function scaledForks(): ForkRecord[] {
  const points = plant(
    {
      class: "n",
      sizes: 12,
      decades: 2,
      repetitions: 5,
      noise: 0.02,
      intercept: 0,
      interceptAt: "smallest size",
    },
    seededDraws(1, "analyse"),
  );
  return Array.from({ length: 5 }, (_, fork) =>
    plantFork(fork, {
      series: [
        plantSeries([50 + fork]),
        ...points.map(({ size, forkMedians }) =>
          plantSeries([forkMedians[fork] ?? 0], { metric: sizedMetric.name, size }),
        ),
      ],
    }),
  );
}

test("every case gets its checks, then its targets, then its scaling, in the order of the header", () => {
  const analysis = analyse(
    plantFile([plantCase([sizedMetric, timeMetric]), plantCase([timeMetric], "second")], scaledForks()),
  );
  expect(analysis.verdicts.map(({ case: name, question, outcome }) => [name, question, outcome])).toEqual([
    ["first", "checks", "holds"],
    ["first", "target", "holds"],
    ["first", "scaling", "holds"],
    ["second", "checks", "fails"],
    ["second", "target", "undecided"],
  ]);
  expect(analysis.fits).toHaveLength(1);
  expect(analysis.fits[0]).toMatchObject({
    scenario: "planted",
    case: "first",
    metric: sizedMetric,
    class: "n",
  });
  expect(analysis.summaries).toHaveLength(13);
  expect(analysis.warnings).toEqual(["Case second: 0 of 5 planned forks are in the file."]);
});

test("a bend is part of the fit, of its warnings, and of the verdict's sentence", () => {
  const bent = scaledForks().map((fork) => ({
    ...fork,
    series: fork.series.map((series) =>
      series.size === null
        ? series
        : {
            ...series,
            samples: series.samples.map((cost) => cost * (1 + Math.max(0, 1 - 8111 / (series.size ?? 1)))),
          },
    ),
  }));
  const { fits, verdicts } = analyse(plantFile([plantCase([sizedMetric])], bent));
  const [fit] = fits;
  expect(fit?.knee?.interval.low).toBeLessThan(8111);
  expect(fit?.knee?.interval.high).toBeGreaterThan(8111);
  expect(fit?.warnings.join()).toContain("The cost bends at about");
  const scaling = verdicts.find(({ question }) => question === "scaling");
  expect(scaling?.outcome).toBe("holds");
  expect(scaling?.sentence).toContain("on both sides of a bend");
});

test("the same file gives the same analysis", () => {
  const file = plantFile([plantCase([sizedMetric])], scaledForks());
  expect(analyse(file)).toEqual(analyse(file));
});

test("warnings of the file reach the analysis", () => {
  const file = { ...plantCosts([1, 1, 1, 1, 1]), warnings: ["A torn last line was dropped."] };
  expect(analyse(file).warnings).toEqual(["A torn last line was dropped."]);
});

const anySample = fc.oneof(
  fc.double(),
  fc.constantFrom(
    0,
    1,
    100,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    5e-324,
    1e-100,
    1e-60,
    1e60,
    1e100,
    Number.MAX_VALUE,
    -1,
  ),
  fc.double({ min: 50, max: 200, noNaN: true }),
);
const anySize = fc.oneof(
  fc.constantFrom(null, 1, 1000, 1000.5, 2 ** 53, Number.NaN, 1e300),
  fc.integer({ min: 1, max: 9 }),
);
const anySeries = fc.record({
  metric: fc.constantFrom(timeMetric.name, sizedMetric.name, bytesMetric.name),
  size: anySize,
  samples: fc.array(anySample, { maxLength: 4 }),
  emptyBatch: fc.option(anySample),
});
const anyFork = fc.record({
  error: fc.option(fc.constant("The process ended."), { freq: 1 }),
  durationMilliseconds: fc.constantFrom(0, 5e-324, 1000),
  series: fc.array(anySeries, { maxLength: 12 }),
});
const anyFile: fc.Arbitrary<ResultFile> = fc.array(anyFork, { maxLength: 9 }).map((forks) =>
  plantFile(
    [
      plantCase([timeMetric, sizedMetric, { ...bytesMetric, size: { title: "", unit: "" } }]),
      plantCase([timeMetric], "idle"),
    ],
    forks.map((fork, index) =>
      plantFork(index, {
        ...fork,
        series: fork.series.map(({ samples, ...parts }) => plantSeries(samples, parts)),
        probes: { runQueueWaitNanoseconds: 1e308, peakResidentBytes: null },
      }),
    ),
  ),
);

/** Paths of all numbers in a value that are not finite. */
function notFinite(value: unknown, path = ""): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [path];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, part]) => notFinite(part, `${path}/${key}`));
}

test("whatever the forks recorded, nothing throws and no conclusion holds a number that is none", () => {
  fc.assert(
    fc.property(anyFile, (file) => {
      const { summaries, fits, verdicts } = analyse(file);
      expect(notFinite({ summaries, fits, verdicts })).toEqual([]);
      for (const { sentence, wouldDecide, outcome } of verdicts) {
        const words = `${sentence} ${wouldDecide}`;
        expect(words).not.toMatch(/NaN|Infinity|undefined|not available/);
        expect(wouldDecide === null).toBe(outcome !== "undecided");
      }
      expect(verdicts.filter(({ case: name }) => name === "idle")[0]).toMatchObject({ outcome: "fails" });
    }),
    { numRuns: 200 },
  );
});

test("all fits of measurable costs are finite, however extreme", () => {
  const cost = fc.constantFrom(1e-60, 1e-9, 1, 1e9, 1e60);
  fc.assert(
    fc.property(fc.array(fc.tuple(cost, cost), { minLength: 5, maxLength: 8 }), (costs) => {
      const forks = Array.from({ length: 5 }, (_, fork) =>
        plantFork(fork, {
          series: costs.map((pair, index) =>
            plantSeries([pair[fork % 2] ?? 1], { metric: sizedMetric.name, size: 2 * 200 ** index }),
          ),
        }),
      );
      const { summaries, fits, verdicts } = analyse(plantFile([plantCase([sizedMetric])], forks));
      expect(notFinite({ summaries, fits, verdicts })).toEqual([]);
      expect(fits.length).toBe(costs.length <= 7 ? 1 : 0);
    }),
    { numRuns: 25 },
  );
});
