/** The same work done in several ways: a picture and a table for each comparison. */
import type { ComparedCell, ComparisonAnalysis } from "@strait/analysis";
import { formatNumber } from "@strait/analysis";
import { comparisonSpec } from "../chart/comparison.ts";
import { renderChart } from "../chart/render.ts";
import type { ReportedScenario } from "../model.ts";
import { chartFigure } from "../page/chart-figure.ts";
import { type Html, html } from "../page/html.ts";
import {
  absent,
  bandwidth,
  dataTable,
  numberColumn,
  plainNumber,
  quantity,
  range,
  textColumn,
} from "../page/table.ts";
import { lead, type Section } from "./section.ts";

type Column = ComparisonAnalysis["comparison"]["columns"][number];

export async function comparisonSection(scenarios: readonly ReportedScenario[]): Promise<Section | null> {
  const comparisons = scenarios.flatMap(({ analysis }) => analysis.comparisons);
  if (comparisons.length === 0) return null;
  const figures: Html[] = [];
  for (const comparison of comparisons) {
    figures.push(await comparisonFigure(comparison, `chart-comparison-${figures.length + 1}`));
  }
  return {
    id: "comparisons",
    title: "Side by side",
    body: html`${lead("The same work done in several ways, all of them in every fork. Each figure is a multiple of what the first costs in the same column, taken within each fork, and the median of that over the forks: above 1 is dearer. ★ marks what is surely cheaper, ~ what may be either.")}${figures}`,
  };
}

async function comparisonFigure(analysis: ComparisonAnalysis, id: string): Promise<Html> {
  const { title, comparison } = analysis;
  const others = comparison.contenders.filter(({ name }) => name !== comparison.baseline);
  const baseline = comparison.contenders.find(({ name }) => name === comparison.baseline)?.title ?? "";
  const rows = others.map((contender) => ({
    title: contender.title,
    ratios: comparison.columns.map((column) => cellAt(analysis, contender.name, column.name)?.ratio ?? null),
  }));
  const measured = rows.some(({ ratios }) => ratios.some((ratio) => ratio !== null));
  const columns = comparison.columns.map((column) => column.title);
  const words = rows.map(({ title: row, ratios }) => `${row} ${ratios.map(ratioText).join(", ")}`).join("; ");
  return chartFigure({
    name: title,
    title,
    instruction: `Multiples of “${baseline}”; from the smallest dot to the largest: ${columns.join(", ")}.`,
    svg: measured
      ? await renderChart(comparisonSpec(rows), {
          id,
          label: `${title}, by ${columns.join(", ")}: ${words}.`,
        })
      : null,
    width: "wide",
    data: comparisonTable(analysis),
  });
}

function comparisonTable(analysis: ComparisonAnalysis): Html {
  const { title, comparison } = analysis;
  return dataTable({
    caption: title,
    columns: [
      textColumn("Way"),
      ...comparison.columns.flatMap((column) => [
        numberColumn(column.title),
        numberColumn("Interval"),
        numberColumn("Cost"),
        ...(column.bytes === undefined ? [] : [numberColumn("Bandwidth")]),
      ]),
    ],
    rows: comparison.contenders.map((contender) => [
      contender.title,
      ...comparison.columns.flatMap((column) => cells(analysis, contender.name, column)),
    ]),
  });
}

function cells(
  analysis: ComparisonAnalysis,
  contender: string,
  { name: column, bytes }: Column,
): readonly Html[] {
  const cell = cellAt(analysis, contender, column);
  if (cell !== undefined) {
    return [
      html`${mark(cell)}${plainNumber(cell.ratio)}×`,
      range(cell.interval, "count"),
      quantity(cell.median, "nanoseconds/operation"),
      ...(bytes === undefined ? [] : [bandwidth(bytes, cell.median)]),
    ];
  }
  const reason = analysis.comparison.unavailable.find(
    (entry) => entry.contender === contender && entry.column === column,
  )?.reason;
  const dash = absent(reason === undefined ? "not measured" : `not available: ${reason}`);
  return bytes === undefined ? [dash, dash, dash] : [dash, dash, dash, dash];
}

function mark({ outcome }: ComparedCell): string {
  return outcome === "wins" ? "★ " : outcome === "open" ? "~ " : "";
}

function cellAt(
  { cells: all }: ComparisonAnalysis,
  contender: string,
  column: string,
): ComparedCell | undefined {
  return all.find((cell) => cell.contender === contender && cell.column === column);
}

function ratioText(ratio: number | null): string {
  return ratio === null ? "not measured" : `${formatNumber(ratio)} times`;
}
