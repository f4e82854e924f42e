import { styleText } from "node:util";
import { formatNumber, formatQuantity, formatRange, type Interval } from "@strait/analysis";
import { printable, type Target } from "@strait/results";
import Table from "cli-table3";
import type { Row } from "./row.ts";

const glyphs: Readonly<Record<Row["outcome"], string>> = {
  holds: "✓ holds",
  missed: "✗ missed",
  undecided: "~ undecided",
  "not available": "– not available",
};

/** The table of all goals for a terminal, and under it why a figure is missing and what would decide. */
export function renderGoals(rows: readonly Row[]): string {
  const table = new Table({
    head: ["goal", "measured", "99% interval", "to reach", "the same in C", "verdict"],
    style: { head: [], border: [], compact: true },
    colAligns: ["left", "right", "right", "right", "left", "left"],
  });
  for (const row of rows) table.push(cells(row));
  return [paint(table.toString()), ...notes(rows), conclusion(rows)].join("\n");
}

function cells(row: Row): string[] {
  const { goal, floor, outcome } = row;
  return [
    goal.title,
    measured(row),
    row.interval === null ? "" : range(row.interval, goal.target),
    `${goal.target.comparison === "atLeast" ? "≥" : "≤"} ${quantity(goal.target.value, goal.target)}`,
    floor === null ? "" : `${formatQuantity(floor.nanoseconds, "nanoseconds/operation")}: ${floor.title}`,
    glyphs[outcome],
  ];
}

function measured({ median, detail, goal }: Row): string {
  if (median === null) return "";
  const figure = quantity(inUnitOf(goal.target, median), goal.target);
  return detail === null ? figure : `${figure} (${detail})`;
}

/** A median is a time; a goal may be a rate. */
function inUnitOf({ unit }: Target, median: number): number {
  return unit === "operations/second" ? 1e9 / median : median;
}

function range({ low, high }: Interval, target: Target): string {
  if (target.unit === "count") return `${formatNumber(low)} to ${formatNumber(high)}`;
  const [from, to] = [inUnitOf(target, low), inUnitOf(target, high)].sort((one, other) => one - other);
  return formatRange(from ?? low, to ?? high, target.unit);
}

/** Ratios are times as fast; a count of tests is far above any of them. */
function quantity(value: number, { unit, value: goal }: Target): string {
  return unit === "count" && goal < 100 ? `${formatNumber(value)}×` : formatQuantity(value, unit);
}

function notes(rows: readonly Row[]): string[] {
  const told = rows.filter(({ note, outcome }) => note !== null && outcome !== "holds");
  const alike = Map.groupBy(told, ({ outcome, note, goal }) => `${glyphs[outcome]}: ${goal.case}: ${note}`);
  return [...alike.keys()].map((line) => printable(line, 1000));
}

function conclusion(rows: readonly Row[]): string {
  const count = (outcome: Row["outcome"]) => rows.filter((row) => row.outcome === outcome).length;
  return `${rows.length} goals: ${count("holds")} hold, ${count("missed")} missed, ${count("undecided")} undecided, ${count("not available")} not available.`;
}

/** Colours the verdicts in a finished table, where colour codes cannot disturb its columns. */
function paint(table: string): string {
  return table
    .replaceAll(glyphs.holds, styleText("green", glyphs.holds))
    .replaceAll(glyphs.missed, styleText("red", glyphs.missed))
    .replaceAll(glyphs.undecided, styleText("yellow", glyphs.undecided));
}
