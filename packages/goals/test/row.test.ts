/** Oracle: planted figures, five forks within 1% of a known value. */
import { describe, expect, it } from "vitest";
import { atLeast, atLeastPerSecond, atMost, atMostNanoseconds, ratioName } from "../src/goal.ts";
import { rowsOf } from "../src/row.ts";
import { plantedAnalysis, plantedGoal } from "./fixtures.ts";

const none = new Map();

describe("a row of a case", () => {
  const analysis = plantedAnalysis([
    { name: "quick", metrics: { strait: { value: 2, target: atMostNanoseconds(3) }, floor: { value: 40 } } },
    { name: "busy", metrics: { strait: { value: 10 }, waiting: { value: 0.4, unit: "count" } } },
    { name: "leaking", metrics: { strait: { value: 2 } }, failedCheck: "1 message is left" },
    { name: "lone", metrics: { strait: { value: 2 } } },
  ]);
  const rowOf = (goal: Parameters<typeof plantedGoal>[0]) => {
    const [row, ...others] = rowsOf({ analysis, outside: none }, undefined, [plantedGoal(goal)]);
    if (row === undefined || others.length > 0) throw new Error("one goal makes one row");
    return row;
  };

  it.each([
    ["holds", atMostNanoseconds(3)],
    ["missed", atMostNanoseconds(1.9)],
    ["undecided", atMostNanoseconds(2.001)],
    ["holds", atLeastPerSecond(400e6)],
    ["missed", atLeastPerSecond(600e6)],
  ] as const)("%s when 2 ns are held against %o", (outcome, target) => {
    const row = rowOf({ case: "quick", metric: "strait", target });
    expect(row).toMatchObject({ outcome, median: 2, floor: { nanoseconds: 40, title: "the floor" } });
    expect(row.interval?.low).toBeLessThan(2);
  });

  it("is not available, with the reason, when nothing measures it, or the floor is missing", () => {
    expect(rowOf({ case: "future", metric: "strait", target: atMost(1) })).toMatchObject({
      outcome: "not available",
      note: "nothing measures it yet",
    });
    expect(rowOf({ case: "lone", metric: ratioName("strait", "floor"), target: atMost(1) })).toMatchObject({
      outcome: "not available",
      note: "no C compiler",
    });
  });

  it("is undecided, with the reason, when it is missed on a machine that was busy, and holds all the same", () => {
    const unless = { metric: "waiting", above: 0.1, reason: "the processor was taken" };
    expect(rowOf({ case: "busy", metric: "strait", target: atMostNanoseconds(9), unless })).toMatchObject({
      outcome: "undecided",
      median: 10,
      note: "the processor was taken",
    });
    expect(rowOf({ case: "busy", metric: "strait", target: atMostNanoseconds(11), unless }).outcome).toBe(
      "holds",
    );
    const calm = { ...unless, above: 0.5 };
    expect(
      rowOf({ case: "busy", metric: "strait", target: atMostNanoseconds(9), unless: calm }).outcome,
    ).toBe("missed");
  });

  it("is missed when its work was wrong, however fast", () => {
    const row = rowOf({ case: "leaking", metric: "strait", target: atMostNanoseconds(100) });
    expect(row.outcome).toBe("missed");
    expect(row.note).toContain("1 message is left");
  });
});

describe("a row of a program outside", () => {
  const goal = plantedGoal({ case: "codec", metric: "mixed-decode-prost", target: atLeast(2) });
  const rowFor = (
    outside: ReadonlyMap<
      string,
      Parameters<typeof rowsOf>[0]["outside"] extends ReadonlyMap<string, infer One> ? One : never
    >,
  ) => rowsOf({ analysis: null, outside }, undefined, [goal])[0];

  it("is held against the goal by the interval of its processes", () => {
    const figures = (values: readonly number[]) =>
      new Map([
        ["codec", { figures: [{ metric: goal.metric, values, detail: "1 ns against 2 ns" }], absent: none }],
      ]);
    expect(rowFor(figures([2.1, 2.2, 2.15, 2.12, 2.18]))).toMatchObject({ outcome: "holds", median: 2.15 });
    expect(rowFor(figures([1.1, 1.2, 1.15, 1.12, 1.18]))).toMatchObject({ outcome: "missed" });
    expect(rowFor(figures([1.1, 3.2, 2.15, 2.12, 2.18]))).toMatchObject({ outcome: "undecided" });
  });

  it("does not become undecided by one process of twelve that was disturbed", () => {
    const values = [0.4, 2.1, 2.2, 2.15, 2.12, 2.18, 2.13, 2.16, 2.17, 2.19, 2.14, 2.11];
    const figures = [{ metric: goal.metric, values, detail: "1 ns against 2 ns" }];
    // Order statistics 2 and 11 of 12: 1 - 2 * 13 / 2 ** 12 = 0.9937.
    expect(rowFor(new Map([["codec", { figures, absent: none }]]))).toMatchObject({
      outcome: "holds",
      interval: { low: 2.1, high: 2.19 },
    });
  });

  it("says why it has no figure", () => {
    expect(rowFor(new Map([["codec", { reason: "cargo cannot be started" }]]))).toMatchObject({
      outcome: "not available",
      note: "cargo cannot be started",
    });
    const absent = new Map([[goal.metric, "no protoc"]]);
    expect(rowFor(new Map([["codec", { figures: [], absent }]]))).toMatchObject({ note: "no protoc" });
  });
});

it("has the rows that were chosen, in the order of the catalogue", () => {
  const rows = rowsOf({ analysis: null, outside: none }, ["walk", "empty-call"]);
  expect(rows.map(({ goal }) => goal.case)).toEqual(["empty-call", "walk", "walk", "walk"]);
});
