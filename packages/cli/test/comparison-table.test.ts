/** Oracle: a comparison written here, cell by cell. */
import { stripVTControlCharacters } from "node:util";
import type { ComparedCell, ComparisonAnalysis } from "@strait/analysis";
import { expect, it } from "vitest";
import { renderComparison, unavailableNotes } from "../src/comparison-table.ts";

const cell = (contender: string, ratio: number, outcome: ComparedCell["outcome"]): ComparedCell => ({
  contender,
  column: "small",
  median: ratio * 2000,
  forkRatios: [ratio],
  ratio,
  interval: null,
  outcome,
  warnings: [],
});

const comparison: ComparisonAnalysis = {
  scenario: "race",
  case: "race",
  title: "Race",
  comparison: {
    baseline: "base",
    contenders: ["base", "quick", "slow", "close", "unable"].map((name) => ({ name, title: `The ${name}` })),
    columns: [
      { name: "small", title: "32 B" },
      { name: "large", title: "1 MiB" },
    ],
    cells: [],
    unavailable: [
      { contender: "unable", column: "small", reason: "it has no strings" },
      { contender: "unable", column: "large", reason: "it has no strings" },
    ],
  },
  cells: [
    cell("base", 1, "baseline"),
    cell("quick", 0.5, "wins"),
    cell("slow", 12, "loses"),
    cell("close", 1.02, "open"),
  ],
};

it("shows each contender as a multiple of the baseline, with what wins and what is open marked", () => {
  const lines = stripVTControlCharacters(renderComparison(comparison)).split("\n");
  const cellsOf = (title: string) =>
    lines
      .find((line) => line.includes(title))
      ?.split("│")
      .slice(1, -1)
      .map((text) => text.trim().replaceAll(/ +/g, " "));
  expect(cellsOf("32 B")).toEqual(["", "32 B", "1 MiB"]);
  expect(cellsOf("The base")).toEqual(["The base", "1× 2 µs", "not measured"]);
  expect(cellsOf("The quick")).toEqual(["The quick", "★ 0.5× 1 µs", "not measured"]);
  expect(cellsOf("The slow")).toEqual(["The slow", "12× 24 µs", "not measured"]);
  expect(cellsOf("The close")).toEqual(["The close", "~ 1.02× 2.04 µs", "not measured"]);
  expect(cellsOf("The unable")).toEqual(["The unable", "not available", "not available"]);
});

it("shows a bandwidth where a column says how many bytes are moved (2 µs for 32 B are 16 MB/s)", () => {
  const { columns } = comparison.comparison;
  const moving = columns.map((column) => (column.name === "small" ? { ...column, bytes: 32 } : column));
  const table = renderComparison({
    ...comparison,
    comparison: { ...comparison.comparison, columns: moving },
  });
  expect(stripVTControlCharacters(table)).toMatch(/The base\s+│\s+1×\s+2 µs\s+16 MB\/s\s+│/);
});

it("says once why cells are not available", () => {
  expect(unavailableNotes(comparison)).toEqual([
    "Race, not available (32 B, 1 MiB): unable: it has no strings",
  ]);
});
