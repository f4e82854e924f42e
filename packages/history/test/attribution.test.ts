/** Oracle: a change planted at a known commit. */
import { expect, test } from "vitest";
import { attributeChanges, type Point, type Series } from "../src/index.ts";
import { commitOf, dayOf, plantedCost } from "./fixtures/planted-results.ts";

const series: Series = {
  id: 1,
  scenario: "prices",
  case: "read-price",
  metric: "read",
  size: null,
  branch: "main",
  machine: "0123abcd",
  runtime: "node 26",
  unit: "nanoseconds/operation",
  better: "lower",
};
const points = Array.from({ length: 40 }, (_, run): Point => {
  const at = Date.parse(dayOf(run));
  return {
    run: `run-${run}`,
    commit: commitOf(run),
    dirty: false,
    at,
    value: plantedCost(run),
    low: null,
    high: null,
  };
});

test("a change is blamed on the first commit that was measured after it", () => {
  const { changes, segments, warnings } = attributeChanges(series, points);
  expect(changes.map(({ index, point }) => [index, point.commit])).toEqual([[25, commitOf(25)]]);
  expect(changes[0]?.ratio).toBeCloseTo(1.2, 2);
  expect(changes[0]?.between.map(({ commit }) => commit)).toEqual([commitOf(24), commitOf(26)]);
  expect(segments.map(({ start, end }) => [start, end])).toEqual([
    [0, 25],
    [25, 40],
  ]);
  expect(warnings).toEqual([]);
});

test.each([
  ["lower", "worse"],
  ["higher", "better"],
  [null, null],
] as const)("where %s is better, a rise is %s", (better, direction) => {
  expect(attributeChanges({ ...series, better }, points).changes[0]?.direction).toBe(direction);
});

test("a change below the smallest effect is none", () => {
  expect(attributeChanges(series, points, { minimumEffect: 0.25 }).changes).toEqual([]);
});
