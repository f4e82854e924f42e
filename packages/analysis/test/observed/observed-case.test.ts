/** Oracle: timelines, collections and delays that are written down here. */
import { type ForkRecord, nothingObserved, type Observation } from "@strait/results";
import { describe, expect, test } from "vitest";
import { analyse } from "../../src/index.ts";
import { thinned } from "../../src/observed/thinned-timeline.ts";
import { plantCase, plantFile, plantFork, timeMetric } from "../planted-file.ts";

function observe(forks: readonly Partial<Observation>[], parts: Partial<ForkRecord> = {}) {
  const records = forks.map((seen, fork) =>
    plantFork(fork, { observation: { ...nothingObserved, ...seen }, ...parts }),
  );
  return analyse(plantFile([plantCase([timeMetric])], records)).observed[0];
}

const timeline = (peak: number) => ({
  timelines: [
    {
      quantity: "resident bytes" as const,
      readings: 3,
      points: [
        [0, 1, 2],
        [1, 2, peak],
        [2, 1, 1],
      ] as [number, number, number][],
    },
  ],
});

test("the fork whose peak is in the middle is shown, not the first and not the worst", () => {
  const observed = observe([timeline(50), timeline(10), timeline(90)]);
  expect(observed?.memory).toMatchObject({ fork: 0, watched: 3, readings: 3 });
  expect(observed?.memory?.points[1]).toEqual([1, 2, 50]);
});

test("the memory of a fork that died is seen, though it told nothing", () => {
  const observed = observe([timeline(50)], { error: "died" });
  expect(observed?.completed).toBe(0);
  expect(observed?.memory?.points).toHaveLength(3);
});

test("what a case told of its memory is that of the fork shown: held before live, thinned as the rest", () => {
  const points = (scale: number) =>
    Array.from({ length: 512 }, (_, at) => [at, scale * at, scale * at] as [number, number, number]);
  const telling = (peak: number, scale: number) => ({
    timelines: [
      ...timeline(peak).timelines,
      { quantity: "live bytes" as const, readings: 512, points: points(scale) },
      { quantity: "held bytes" as const, readings: 512, points: points(2 * scale) },
    ],
  });
  const told = observe([telling(50, 1), telling(10, 10), telling(90, 100)])?.memory?.told ?? [];
  expect(told.map(({ quantity, readings }) => [quantity, readings])).toEqual([
    ["held bytes", 512],
    ["live bytes", 512],
  ]);
  expect(told.map((one) => Math.max(...one.points.map(([, , high]) => high)))).toEqual([1022, 511]);
  // Six neighbours are one point: the first time, the lowest and the highest of the six.
  expect(told[1]?.points.slice(0, 2)).toEqual([
    [0, 0, 5],
    [6, 6, 11],
  ]);
  expect(told.every((one) => one.points.length <= 90)).toBe(true);
  expect(observe([timeline(50)])?.memory?.told).toEqual([]);
});

test("pauses are medians over the forks, and the longest of any", () => {
  const minor = (count: number, milliseconds: number, longestMilliseconds: number, typical?: number) => ({
    count,
    milliseconds,
    longestMilliseconds,
    ...(typical === undefined ? {} : { medianMilliseconds: typical }),
  });
  const collections = [minor(4, 8, 5, 1), minor(6, 9, 7, 2), minor(0, 0, 0)].map((one) => ({
    collections: { minor: one, major: minor(0, 0, 0) },
  }));
  expect(observe(collections)?.collections).toEqual({
    minor: { count: 4, milliseconds: 8, typical: 1.5, longest: 7 },
    major: { count: 0, milliseconds: 0, typical: null, longest: null },
  });
});

test("delays and pressure are medians over the forks, and the longest delay is that of any", () => {
  const seen = [1, 2, 9].map((value) => ({
    eventLoop: { utilization: value / 10, delay: { median: value, p99: 2 * value, longest: 10 * value } },
    processorPressure: value / 100,
  }));
  expect(observe(seen)).toMatchObject({
    eventLoop: { utilization: 0.2, delay: { median: 2, p99: 4, longest: 90 } },
    processorPressure: 0.02,
  });
});

test("what nothing tells is null and not zero", () => {
  expect(observe([{}])).toEqual({
    case: "first",
    completed: 1,
    memory: null,
    collections: null,
    eventLoop: null,
    processorPressure: null,
  });
  const idle = { eventLoop: { utilization: 1, delay: null } };
  expect(observe([idle])?.eventLoop).toEqual({ utilization: 1, delay: null });
});

describe("a thinned timeline", () => {
  const points = Array.from({ length: 512 }, (_, index) => {
    const value = (index * 2_654_435_761) % 1000;
    return [index, value, value + 1] as const;
  });

  test("has at most 90 points, in order, and the same highest and lowest", () => {
    const few = thinned(points);
    expect(few.length).toBeLessThanOrEqual(90);
    expect(few.length).toBeGreaterThan(60);
    expect(few.map(([time]) => time)).toEqual(few.map(([time]) => time).toSorted((a, b) => a - b));
    expect(Math.max(...few.map(([, , high]) => high))).toBe(Math.max(...points.map(([, , high]) => high)));
    expect(Math.min(...few.map(([, low]) => low))).toBe(Math.min(...points.map(([, low]) => low)));
  });

  test("is what it was when it is short", () => {
    expect(thinned(points.slice(0, 90))).toEqual(points.slice(0, 90));
  });
});
