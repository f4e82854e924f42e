import { styleText } from "node:util";
import {
  type ComparedCell,
  type ComparisonAnalysis,
  formatBandwidth,
  formatNumber,
  formatQuantity,
} from "@strait/analysis";
import { printable } from "@strait/results";
import Table from "cli-table3";

/**
 * One comparison for a terminal: a row for each contender, in each column its cost as a multiple of the baseline's and in
 * time, and as a bandwidth where the column says how many bytes an operation moves. A contender that surely wins is
 * marked ★, one whose interval holds 1 is marked ~.
 */
export function renderComparison({ comparison, cells }: ComparisonAnalysis): string {
  const table = new Table({
    head: ["", ...comparison.columns.map(({ title }) => printable(title))],
    style: { head: [], border: [], compact: true },
    colAligns: ["left", ...comparison.columns.map(() => "right" as const)],
  });
  for (const contender of comparison.contenders) {
    table.push([
      printable(contender.title),
      ...comparison.columns.map((column) => {
        const at = (cell: { contender: string; column: string }) =>
          cell.contender === contender.name && cell.column === column.name;
        const cell = cells.find(at);
        if (cell !== undefined) return describeCell(cell, column.bytes);
        return comparison.unavailable.some(at) ? "not available" : "not measured";
      }),
    ]);
  }
  return paint(table.toString());
}

/** Why cells are not available, each reason once. */
export function unavailableNotes({ title, comparison }: ComparisonAnalysis): string[] {
  const reasons = Map.groupBy(comparison.unavailable, ({ contender, reason }) => `${contender}: ${reason}`);
  return [...reasons].map(([reason, cells]) => {
    const columns = comparison.columns.filter(({ name }) => cells.some(({ column }) => column === name));
    return `${title}, not available (${columns.map((column) => column.title).join(", ")}): ${reason}`;
  });
}

function describeCell({ ratio, median, outcome }: ComparedCell, bytes: number | undefined): string {
  const mark = outcome === "wins" ? "★ " : outcome === "open" ? "~ " : "";
  const multiple = outcome === "baseline" ? "1×" : `${formatNumber(ratio)}×`;
  const time = formatQuantity(median, "nanoseconds/operation").padStart(7);
  const bandwidth = bytes === undefined ? "" : `  ${formatBandwidth(bytes, median).padStart(9)}`;
  return `${mark}${multiple}  ${time}${bandwidth}`;
}

function paint(table: string): string {
  return table.replaceAll(/★ \S+/g, (winner) => styleText("yellow", winner));
}
