import { attributeChanges, History, type SeriesHistory } from "@strait/history";
import { printable } from "@strait/results";
import Table from "cli-table3";
import type { StoreOptions } from "./add.ts";
import { formatChange, formatCommit, formatDate, formatFigure, seriesName } from "./figures.ts";

export type AnalyseOptions = StoreOptions & { readonly minimumEffect: number };

/** Prints every series with its number of points, last figure and last change. */
export async function listSeries(
  text: string | undefined,
  { database, json, minimumEffect }: AnalyseOptions,
): Promise<void> {
  using history = await History.open(database, "read");
  const points = await history.points();
  const listed = (await history.series())
    .filter((series) => text === undefined || seriesName(series).includes(text))
    .map((series) =>
      attributeChanges(series, points.get(series.id) ?? [], { minimumEffect: minimumEffect / 100 }),
    );
  process.stdout.write(json ? `${JSON.stringify(listed.map(summaryOf), null, 2)}\n` : `${render(listed)}\n`);
}

function summaryOf({ series, points, changes }: SeriesHistory) {
  return {
    ...series,
    points: points.length,
    last: points.at(-1) ?? null,
    lastChange: changes.at(-1) ?? null,
  };
}

function render(listed: readonly SeriesHistory[]): string {
  if (listed.length === 0) return "No series.";
  const table = new Table({
    head: ["", "series", "branch", "machine", "runtime", "points", "last", "last change"],
    style: { head: [], border: [], compact: true },
    colAligns: ["right", "left", "left", "left", "left", "right", "right", "left"],
  });
  for (const { series, points, changes } of listed) {
    const [last, change] = [points.at(-1), changes.at(-1)];
    table.push([
      series.id,
      seriesName(series),
      printable(series.branch, 40),
      printable(series.machine, 20),
      printable(series.runtime, 20),
      points.length.toLocaleString("en-US"),
      last === undefined ? "" : formatFigure(last.value, series.unit),
      change === undefined
        ? "none"
        : `${formatChange(change, series.unit)} at ${formatCommit(change.point)}, ${formatDate(change.point)}`,
    ]);
  }
  return table.toString();
}
