/** Oracle: planted costs. Every fork runs at a speed of its own, so that only ratios within a fork are constant. */
import { describe, expect, it } from "vitest";
import { compare } from "../../src/index.ts";
import { plantCase, plantFile, plantFork, plantSeries, timeMetric } from "../planted-file.ts";

const contenders = ["base", "half", "double", "close"].map((name) => ({ name, title: name }));
const column = { name: "only", title: "Only" };

/** Costs relative to the baseline; that of "close" is above 1 in some forks and below in others. */
const factors = (fork: number): Readonly<Record<string, number>> => ({
  base: 1,
  half: 0.5,
  double: 2,
  close: fork % 2 === 0 ? 1.05 : 0.96,
});

function planted(forks: number) {
  const description = {
    ...plantCase(contenders.map(({ name }) => ({ ...timeMetric, name, targets: [] }))),
    comparison: {
      baseline: "base",
      contenders,
      columns: [column],
      cells: contenders.map(({ name }) => ({ contender: name, column: column.name, metric: name })),
      unavailable: [],
    },
  };
  const records = Array.from({ length: forks }, (_, fork) => {
    const speed = 100 * 3 ** fork;
    const series = Object.entries(factors(fork)).map(([metric, factor]) =>
      plantSeries(
        [0.9, 1, 1.4].map((noise) => speed * factor * noise),
        { metric },
      ),
    );
    return plantFork(fork, { series });
  });
  return { description, records };
}

function cellsOf(forks: number) {
  const { description, records } = planted(forks);
  const [comparison] = compare(plantFile([description], records));
  return new Map((comparison?.cells ?? []).map((cell) => [cell.contender, cell]));
}

describe("a comparison", () => {
  it("takes ratios within forks: they are exact where the costs of forks differ by a thousand times", () => {
    const cells = cellsOf(7);
    for (const [name, ratio] of [
      ["base", 1],
      ["half", 0.5],
      ["double", 2],
    ] as const) {
      for (const seen of cells.get(name)?.forkRatios ?? []) expect(seen).toBeCloseTo(ratio, 12);
      expect(cells.get(name)?.ratio).toBeCloseTo(ratio, 12);
    }
    expect(cells.get("half")?.median).toBeCloseTo(50 * 3 ** 3, 6);
  });

  it("says who surely wins and who surely loses, and leaves open what is on both sides of 1", () => {
    const outcomes = [...cellsOf(7)].map(([name, { outcome }]) => [name, outcome]);
    expect(outcomes).toEqual([
      ["base", "baseline"],
      ["half", "wins"],
      ["double", "loses"],
      ["close", "open"],
    ]);
  });

  it("is sure of nothing with fewer than three forks", () => {
    for (const [name, { outcome, interval, warnings }] of cellsOf(2)) {
      expect([name, interval]).toEqual([name, null]);
      expect(outcome).toBe(name === "base" ? "baseline" : "open");
      expect(warnings).toHaveLength(1);
    }
  });

  it("leaves out forks that failed, and cells that no fork measured", () => {
    const { description, records } = planted(6);
    const broken = records.map((record, fork) => ({
      ...record,
      error: fork === 2 ? "it crashed" : null,
      series: record.series.filter(({ metric }) => metric !== "close"),
    }));
    const [comparison] = compare(plantFile([description], broken));
    expect(comparison?.cells.map(({ contender }) => contender)).toEqual(["base", "half", "double"]);
    expect(comparison?.cells[1]?.forkRatios).toHaveLength(5);
  });

  it("is made of cases that compare only", () => {
    expect(compare(plantFile([plantCase([timeMetric])], []))).toEqual([]);
  });
});
