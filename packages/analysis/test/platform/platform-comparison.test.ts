/** Oracles: ratios of costs that are planted; what one file lacks and another has. */
import type { CaseDescription, Environment, ForkRecord } from "@strait/results";
import { describe, expect, it } from "vitest";
import { analyse, comparePlatforms, type ScenarioAnalysis } from "../../src/index.ts";
import { plantCase, plantFile, plantFork, plantSeries, sizedMetric, timeMetric } from "../planted-file.ts";

const [first, second] = [plantCase([timeMetric]), plantCase([timeMetric], "second")];

function on(
  name: string,
  version: string,
  cases: readonly CaseDescription[],
  forks: readonly ForkRecord[],
  environment: Partial<Environment> = {},
): ScenarioAnalysis {
  const file = plantFile(cases, forks);
  const runtime = { name, version, engine: "any" };
  const header = { ...file.header, environment: { ...file.header.environment, runtime, ...environment } };
  return analyse({ ...file, header });
}

/** Five forks around a cost. */
const costs = (cost: number, name = "first"): ForkRecord[] =>
  [0.99, 1, 1.01, 1, 1].map((factor, fork) =>
    plantFork(fork, { case: name, series: [plantSeries([cost * factor])] }),
  );

describe("a comparison of platforms", () => {
  it("holds every runtime against the newest Node, in medians and unpaired ratios", () => {
    const [comparison, ...others] = comparePlatforms([
      on("bun", "1.4.5", [first], costs(50)),
      on("node", "22.1.0", [first], costs(200)),
      on("node", "26.1.0", [first], costs(100)),
    ]);
    expect(others).toEqual([]);
    expect(comparison?.platforms.map(({ title }) => title)).toEqual(["Node 26", "Node 22", "Bun"]);
    const [row] = comparison?.rows ?? [];
    expect(row).toMatchObject({ case: { name: "first" }, metric: { name: timeMetric.name }, size: null });
    expect(row?.cells).toMatchObject([
      { median: 100, ratio: 1, interval: null, failed: false },
      { median: 200, ratio: expect.closeTo(2, 10), failed: false },
      { median: 50, ratio: expect.closeTo(0.5, 10), failed: false },
    ]);
    for (const cell of row?.cells.slice(1) ?? []) {
      if (!("interval" in cell) || cell.interval === null || cell.ratio === null)
        throw new Error("no interval");
      expect(cell.interval.low).toBeLessThan(cell.ratio);
      expect(cell.interval.high).toBeGreaterThan(cell.ratio);
    }
    expect(comparison?.notes).toEqual([]);
  });

  it("needs two files of one scenario", () => {
    expect(comparePlatforms([])).toEqual([]);
    expect(comparePlatforms([on("node", "26.1.0", [first], costs(100))])).toEqual([]);
  });

  it("says why a cell is empty", () => {
    const unavailable = plantFork(0, { case: "second", unavailable: "there are no workers" });
    const broken = plantFork(0, { case: "second", error: "Fork 0 ended by SIGSEGV." });
    const [comparison] = comparePlatforms([
      on("node", "26.1.0", [first, second], [...costs(100), ...costs(10, "second")]),
      on("bun", "1.4.5", [first, second], [...costs(100), unavailable]),
      on("deno", "2.9.6", [first, second], [...costs(100), broken]),
      on("node", "24.1.0", [first], costs(100)),
    ]);
    expect(comparison?.rows[1]?.cells.slice(1)).toEqual([
      { reason: "the case was not run there" },
      { reason: "there are no workers" },
      { reason: "Fork 0 of 1 failed: Fork 0 ended by SIGSEGV. No fork completed." },
    ]);
  });

  it("marks figures of a case whose checks failed", () => {
    const wrong = costs(50).map((fork) => ({
      ...fork,
      checks: [{ name: "right", passed: false, detail: "it is wrong" }],
    }));
    const [comparison] = comparePlatforms([
      on("node", "26.1.0", [first], costs(100)),
      on("bun", "1.4.5", [first], wrong),
    ]);
    expect(comparison?.rows[0]?.cells).toMatchObject([{ failed: false }, { failed: true, median: 50 }]);
  });

  it("takes a metric of many sizes at the baseline's largest", () => {
    const sized = plantCase([sizedMetric]);
    const at = (...points: readonly (readonly [size: number, cost: number])[]) => [
      plantFork(0, {
        series: points.map(([size, cost]) => plantSeries([cost], { metric: sizedMetric.name, size })),
      }),
    ];
    const [comparison] = comparePlatforms([
      on("node", "26.1.0", [sized], at([10, 1], [100, 10])),
      on("bun", "1.4.5", [sized], at([10, 2], [100, 30], [1000, 7])),
      on("deno", "2.9.6", [sized], at([10, 2])),
    ]);
    expect(comparison?.rows[0]).toMatchObject({
      size: 100,
      cells: [{ median: 10 }, { median: 30, ratio: 3 }, { reason: "nothing was measured" }],
    });
  });

  it("has one row for a case that compares many ways: the geometric mean of all ratios", () => {
    const metrics = ["a", "b"].map((name) => ({ ...timeMetric, name, targets: [] }));
    const race: CaseDescription = {
      ...plantCase(metrics),
      comparison: {
        baseline: "a",
        contenders: metrics.map(({ name }) => ({ name, title: name })),
        columns: [{ name: "all", title: "all" }],
        cells: metrics.map(({ name }) => ({ contender: name, column: "all", metric: name })),
        unavailable: [],
      },
    };
    const raced = (a: number, b: number) => [
      plantFork(0, { series: [plantSeries([a], { metric: "a" }), plantSeries([b], { metric: "b" })] }),
    ];
    const [comparison] = comparePlatforms([
      on("node", "26.1.0", [race], raced(10, 10)),
      on("bun", "1.4.5", [race], raced(20, 80)),
    ]);
    expect(comparison?.rows).toHaveLength(1);
    expect(comparison?.rows[0]?.cells[1]).toMatchObject({ median: null, ratio: expect.closeTo(4, 10) });
  });

  it("warns of what differs besides the platform, and says what one of them does not tell", () => {
    const unavailable = [{ what: "collections", reason: "it tells of none" }];
    const [comparison] = comparePlatforms([
      on("node", "26.1.0", [first], costs(100)),
      on("bun", "1.4.5", [first], costs(100), { cpuModel: "another", unavailable }),
    ]);
    expect(comparison?.notes).toEqual([
      "Not all of these were measured with the same machine: the ratios show that as well.",
      "Not available on bun 1.4.5: collections (it tells of none).",
    ]);
  });
});

describe("a case that is not available", () => {
  it("has no verdict, no warning that forks are missing, and its reason in the analysis", () => {
    const analysis = on(
      "bun",
      "1.4.5",
      [first, second],
      [...costs(100), plantFork(0, { case: "second", unavailable: "there are no workers" })],
    );
    expect(analysis.unavailable).toEqual([{ case: "second", reason: "there are no workers" }]);
    expect(analysis.verdicts.map((verdict) => verdict.case)).not.toContain("second");
    expect(analysis.warnings).toEqual([]);
  });
});
