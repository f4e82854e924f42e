/** The same cases on several runtimes or machines: a table for each scenario. */
import {
  comparePlatforms,
  type PlatformCell,
  type PlatformComparison,
  type PlatformRow,
} from "@strait/analysis";
import type { ReportedScenario } from "../model.ts";
import { type Html, html } from "../page/html.ts";
import { absent, dataTable, numberColumn, plainNumber, quantity, range, textColumn } from "../page/table.ts";
import { lead, type Section, warningList } from "./section.ts";

export function platformsSection(scenarios: readonly ReportedScenario[]): Section | null {
  const comparisons = comparePlatforms(scenarios.map(({ analysis }) => analysis));
  const [first] = comparisons;
  if (first === undefined) return null;
  const baseline = first.platforms[0]?.title ?? "";
  return {
    id: "platforms",
    title: "Platforms side by side",
    body: html`${lead(`What the same cases cost elsewhere. Each multiple is of what ${baseline} takes, from forks that have nothing in common: below 1 is cheaper. ~ marks a multiple that may as well be 1. A dash says why there is no figure.`)}${comparisons.map(comparisonMarkup)}`,
  };
}

function comparisonMarkup({ title, platforms, rows, notes }: PlatformComparison): Html {
  const [baseline, ...others] = platforms;
  return html`<h3>${title}</h3>
<p class="muted">${platforms.map(({ environment: { runtime } }) => `${runtime.name} ${runtime.version} (${runtime.engine})`).join(", ")}</p>${dataTable(
    {
      caption: `${title}, by platform`,
      columns: [
        textColumn("Case"),
        textColumn("Metric"),
        numberColumn(baseline?.title ?? ""),
        ...others.flatMap((platform) => [
          numberColumn(platform.title),
          numberColumn("Multiple"),
          numberColumn("Interval"),
        ]),
      ],
      rows: rows.map((row) => [
        row.case.title,
        metricOf(row),
        ...row.cells.flatMap((cell, index) => (index === 0 ? [figure(cell, row)] : cellsOf(cell, row))),
      ]),
    },
  )}${warningList(notes)}${unavailableList(
    rows,
    platforms.map((platform) => platform.title),
  )}`;
}

function metricOf({ metric, size }: PlatformRow): string {
  if (metric === null) return "all ways, geometric mean";
  return size === null ? metric.title : `${metric.title}, at ${size.toLocaleString("en-US")}`;
}

function cellsOf(cell: PlatformCell, row: PlatformRow): readonly Html[] {
  if ("reason" in cell) {
    const dash = absent(`not available: ${cell.reason}`);
    return [dash, dash, dash];
  }
  const { ratio, interval } = cell;
  const unsure = row.metric !== null && (interval === null || (interval.low <= 1 && interval.high >= 1));
  return [
    figure(cell, row),
    ratio === null ? absent("nothing to hold it against") : html`${unsure && "~ "}${plainNumber(ratio)}×`,
    interval === null && row.metric === null ? absent("of many ratios") : range(interval, "count"),
  ];
}

function figure(cell: PlatformCell, { metric }: PlatformRow): Html {
  if ("reason" in cell) return absent(`not available: ${cell.reason}`);
  if (cell.median === null || metric === null) return absent("many figures: see side by side");
  return html`${cell.failed && html`<strong title="a check of the case failed there">✗</strong> `}${quantity(cell.median, metric.unit, metric.operation)}`;
}

/** The reasons of empty cells again, for who cannot point at a dash. */
function unavailableList(rows: readonly PlatformRow[], titles: readonly string[]): Html | null {
  const empty = rows.flatMap((row) =>
    row.cells.flatMap((cell, index) =>
      "reason" in cell ? [`${row.case.title} is not available on ${titles[index]}: ${cell.reason}`] : [],
    ),
  );
  return warningList(empty);
}
