import { styleText } from "node:util";
import { attributeChanges, History, type Series, type SeriesHistory } from "@strait/history";
import { printable } from "@strait/results";
import Table from "cli-table3";
import { UsageError } from "../../usage-error.ts";
import { drawChart } from "./chart.ts";
import { formatChange, formatCommit, formatDate, formatFigure, seriesName } from "./figures.ts";
import type { AnalyseOptions } from "./list.ts";

/** Prints a series as a chart and a table of its levels, each with the change and the commit that began it. */
export async function showSeries(
  wanted: string,
  { database, json, minimumEffect }: AnalyseOptions,
): Promise<void> {
  using history = await History.open(database, "read");
  const series = find(await history.series(), wanted);
  const points = (await history.points(series.id)).get(series.id) ?? [];
  const found = attributeChanges(series, points, { minimumEffect: minimumEffect / 100 });
  process.stdout.write(json ? `${JSON.stringify(found, null, 2)}\n` : `${render(found)}\n`);
}

/** The series of a number or a name. Throws UsageError that says which there are. */
function find(all: readonly Series[], wanted: string): Series {
  const named = all.filter((one) => String(one.id) === wanted || seriesName(one) === wanted);
  const [only, ...others] = named;
  if (only !== undefined && others.length === 0) return only;
  throw new UsageError(
    only === undefined
      ? `there is no series "${printable(wanted)}"; \`strait history list\` shows them`
      : `"${printable(wanted)}" is measured on several branches, machines or runtimes; name one of the numbers ${named.map(({ id }) => id).join(", ")}`,
  );
}

function render({ series, points, changes, segments, warnings }: SeriesHistory): string {
  const origin = `${printable(series.branch)}, machine ${printable(series.machine)}, ${printable(series.runtime)}`;
  const count = points.length === 1 ? "1 point" : `${points.length.toLocaleString("en-US")} points`;
  const table = new Table({
    head: ["from", "date", "points", "level", "change", "may lie between"],
    style: { head: [], border: [], compact: true },
    colAligns: ["left", "left", "right", "right", "left", "left"],
  });
  for (const [position, { start, end, level }] of segments.entries()) {
    const [first, change] = [points[start], changes[position - 1]];
    table.push([
      first === undefined ? "" : formatCommit(first),
      first === undefined ? "" : formatDate(first),
      end - start,
      formatFigure(level, series.unit),
      change === undefined ? "" : formatChange(change, series.unit),
      change === undefined ? "" : change.between.map(formatCommit).join(" and "),
    ]);
  }
  const chart = drawChart(
    points.map(({ value }) => value),
    changes.map(({ index }) => index),
  );
  return [
    styleText("bold", `${seriesName(series)} (${origin}): ${count}`),
    ...chart,
    table.toString(),
    changes.length === 0
      ? "No change."
      : "Each change is blamed on the first commit that was measured after it.",
    ...warnings.map((warning) => `! ${warning}`),
  ].join("\n");
}
