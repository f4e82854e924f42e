import { styleText } from "node:util";
import {
  formatNumber,
  formatQuantity,
  type PlatformCell,
  type PlatformComparison,
  type PlatformRow,
} from "@strait/analysis";
import { printable } from "@strait/results";
import Table from "cli-table3";

/** Characters of a reason under the table. */
const longestNote = 600;

/**
 * The same scenario on several platforms, for a terminal: a row for each case and metric; under each platform the median,
 * and its multiple of what the first one takes. Why a cell is empty stands under the table.
 */
export function renderPlatforms({ title, platforms, rows, notes }: PlatformComparison): string {
  const table = new Table({
    head: ["case", "metric", ...platforms.map((platform) => printable(platform.title))],
    style: { head: [], border: [], compact: true },
    colAligns: ["left", "left", ...platforms.map(() => "right" as const)],
  });
  for (const row of rows) {
    table.push([
      printable(row.case.name),
      printable(metricOf(row)),
      ...row.cells.map((cell) => describeCell(cell, row)),
    ]);
  }
  const [baseline] = platforms;
  return [
    styleText("bold", `${printable(title)}: platforms side by side`),
    table.toString(),
    `Medians, and multiples of ${printable(baseline?.title ?? "")}: below 1 is cheaper. ~ the interval holds 1, or there is none.`,
    ...emptyCells(
      rows,
      platforms.map((platform) => platform.title),
    ),
    ...notes,
  ]
    .map((line, index) => (index < 2 ? line : printable(line, longestNote)))
    .join("\n");
}

function metricOf({ metric, size }: PlatformRow): string {
  if (metric === null) return "all ways, geometric mean";
  return size === null ? metric.title : `${metric.title}, at ${formatNumber(size)}`;
}

function describeCell(cell: PlatformCell, { metric, cells }: PlatformRow): string {
  if ("reason" in cell) return "n/a";
  const { median, ratio, interval, failed } = cell;
  const isBaseline = cell === cells[0];
  const unsure = metric !== null && (interval === null || (interval.low <= 1 && interval.high >= 1));
  const multiple = ratio === null || isBaseline ? "" : `${unsure ? "~" : ""}${formatNumber(ratio)}×`;
  const figure =
    median === null || metric === null ? "" : formatQuantity(median, metric.unit, metric.operation);
  const shown = [failed ? "✗" : "", figure, multiple].filter((part) => part !== "").join("  ");
  return shown === "" ? "1×" : shown;
}

/** Every reason once, with the cells that it is about; and what the mark of a failed check means. */
function emptyCells(rows: readonly PlatformRow[], titles: readonly string[]): string[] {
  const empty = rows.flatMap((row) =>
    row.cells.flatMap((cell, index) =>
      "reason" in cell ? [{ about: `${titles[index]}, ${row.case.name}`, reason: cell.reason }] : [],
    ),
  );
  const failed = rows.some(({ cells }) => cells.some((cell) => "failed" in cell && cell.failed));
  return [
    ...[...Map.groupBy(empty, ({ about, reason }) => `${about}: ${reason}`).keys()].map(
      (note) => `n/a: ${note}`,
    ),
    ...(failed ? ["✗ a check of the case failed there: see its own table."] : []),
  ];
}
