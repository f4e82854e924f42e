/** Oracle: forks whose slope is planted, and the finding that the verdict was drawn from. */
import type { CaseDescription } from "@strait/results";
import { expect, test } from "vitest";
import { analyse, type SustainedCourse } from "../../src/index.ts";
import { plantFile, plantFork, plantSeries, timeMetric } from "../planted-file.ts";

const operationsPerBatch = 50_000;
const bytes = { title: "Heap", operation: "batch", unit: "bytes", targets: [] } as const;
const description: CaseDescription = {
  name: "first",
  title: "First",
  description: "",
  metrics: [
    { ...timeMetric, targets: [] },
    { ...bytes, name: "heap", targets: [] },
    { ...bytes, name: "resident", title: "Resident", targets: [] },
  ],
  sustained: { operationsPerBatch, questions: ["drift", "leak"] },
};

/** Batches whose time rises by a share from the first to the last, and whose memory rises by bytes per operation. */
function course(slopes: readonly { share: number; rate: number }[], batches = 200): SustainedCourse {
  const forks = slopes.map(({ share, rate }, fork) => {
    const along = (value: (batch: number) => number) => Array.from({ length: batches }, (_, at) => value(at));
    const times = along((batch) => 100 * (1 + (share * (batch + 0.5)) / batches));
    const heap = along((batch) => 8e6 + rate * operationsPerBatch * batch);
    return plantFork(fork, {
      series: [
        plantSeries(times, { sampler: "sustained" }),
        plantSeries(heap, { sampler: "sustained", metric: "heap" }),
        plantSeries(heap, { sampler: "sustained", metric: "resident" }),
      ],
    });
  });
  const [found] = analyse(plantFile([description], forks)).sustained;
  if (found === undefined) throw new Error("there is no course");
  return found;
}

test("each fork has the slope that was planted, and the one in the middle is typical", () => {
  const found = course([
    { share: 0.3, rate: 0.4 },
    { share: 0, rate: 0 },
    { share: 0.1, rate: 4 },
  ]);
  const [time, heap] = found.series;
  expect(time?.question).toBe("drift");
  [0.3, 0, 0.1].forEach((share, fork) => {
    expect(time?.forks[fork]?.slope).toBeCloseTo(share, 9);
  });
  expect(time?.typical).toBe(2);
  [0.4, 0, 4].forEach((rate, fork) => {
    expect(heap?.forks[fork]?.slope).toBeCloseTo(rate, 6);
  });
  expect(heap?.typical).toBe(0);
});

test("the line goes through the points, of time from the first batch on, of memory after warm-up", () => {
  for (const { forks, metric } of course([{ share: 0.3, rate: 0.4 }]).series) {
    const [{ points, line } = { points: [], line: null }] = forks;
    const [from, to] = line ?? [];
    if (from === undefined || to === undefined) throw new Error("there is no line");
    expect(from.operations).toBe(metric.name === timeMetric.name ? 0 : 5.5 * operationsPerBatch);
    expect(to.operations / operationsPerBatch).toBeCloseTo(metric.name === timeMetric.name ? 200 : 199.5);
    for (const { operations, value } of points) {
      const share = (operations - from.operations) / (to.operations - from.operations);
      expect(value / (from.value + share * (to.value - from.value))).toBeCloseTo(1, 4);
    }
  }
});

test("2,000 batches are 60 points at most, each the median of as many batches", () => {
  const [{ forks } = { forks: [] }] = course([{ share: 0, rate: 0 }], 2000).series;
  expect(forks[0]?.batches).toBe(2000);
  expect(forks[0]?.points.length).toBeLessThanOrEqual(60);
  expect(forks[0]?.points.map(({ value }) => value)).toEqual(forks[0]?.points.map(() => 100));
});

test("a fork that is too short has no line and no slope, not a flat one", () => {
  const { series } = course([{ share: 0, rate: 0 }], 10);
  for (const { forks, typical } of series) {
    expect(forks[0]).toMatchObject({ line: null, slope: null, interval: null });
    expect(typical).toBeNull();
  }
});
