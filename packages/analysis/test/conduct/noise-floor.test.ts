/** Oracle: samples whose halves are known, since they are dealt out by hand. */
import { expect, test } from "vitest";
import { halvesDiffer, noiseFloor } from "../../src/index.ts";
import { plantFork, plantSeries } from "../planted-file.ts";

const apart = [10, 11, 11, 10, 10, 11, 11, 10, 10, 11, 11, 10];

test("halves are dealt out A B B A", () => {
  expect(halvesDiffer(apart)).toBeCloseTo(Math.log(1.1), 10);
  expect(halvesDiffer(Array(20).fill(7))).toBe(0);
});

test("a steady drift is no noise, for it falls on both halves alike", () => {
  expect(halvesDiffer(Array.from({ length: 400 }, (_, index) => 100 + index))).toBeLessThan(0.001);
});

test("too few samples, costs of nothing and what is no cost have no halves", () => {
  expect(halvesDiffer(apart.slice(0, 9))).toBeNull();
  expect(halvesDiffer(Array(12).fill(0))).toBeNull();
  expect(halvesDiffer([...apart, Number.NaN])).toBeNull();
});

test("a metric's noise is the median over its forks, the floor the median over metrics", () => {
  const series = (metric: string, factor: number) =>
    plantSeries(
      apart.map((value) => (value === 11 ? 10 * factor : 10)),
      { metric, emptyBatch: 0.1 },
    );
  const forks = [1.1, 1.2, 1.3].map((factor, fork) =>
    plantFork(fork, { series: [series("noisy", factor), series("quiet", 1)] }),
  );
  const failed = plantFork(3, { error: "It ended.", series: [series("quiet", 5)] });
  const floor = noiseFloor([...forks, failed]);
  expect(floor?.compared).toBe(2);
  expect(floor?.worst).toMatchObject({ case: "first", metric: "noisy" });
  expect(floor?.worst.share).toBeCloseTo(Math.log(1.2), 10);
  expect(floor?.typical).toBeCloseTo(Math.log(1.2) / 2, 10);
});

test("counts are no measurements of time, and nothing gives no floor", () => {
  expect(noiseFloor([plantFork(0, { series: [plantSeries(apart, { sampler: "count" })] })])).toBeNull();
  expect(noiseFloor([])).toBeNull();
});
