/** What messages take up: every metric that counts bytes at one size. */
import type { Summary } from "@strait/analysis";
import { formatQuantity, formatRange } from "@strait/analysis";
import { type MemoryRow, memorySpec } from "../chart/memory.ts";
import { renderChart } from "../chart/render.ts";
import { everyMetric, type ReportedScenario } from "../model.ts";
import { chartFigure } from "../page/chart-figure.ts";
import { drawer } from "../page/drawer.ts";
import { type Html, html } from "../page/html.ts";
import {
  dataTable,
  intervalTitle,
  listColumn,
  numberColumn,
  quantities,
  quantity,
  range,
  textColumn,
} from "../page/table.ts";
import { lead, type Section } from "./section.ts";

type Occupancy = { readonly case: string; readonly summary: Summary };

/** Rows beyond this go to a further chart: a picture of more is no longer seen at once. */
const mostRows = 40;

/** With more rows than that in all, they are folded. */
const mostUnfolded = 12;

export async function memorySection(scenarios: readonly ReportedScenario[]): Promise<Section | null> {
  const occupancies = everyMetric(scenarios).flatMap(({ case: reported, metric }) =>
    metric.summaries
      .filter(
        ({ size, metric: { unit } }) => size === null && (unit === "bytes" || unit === "bytes/operation"),
      )
      .map((summary) => ({ case: reported.description.title, summary })),
  );
  if (occupancies.length === 0) return null;
  const groups = [
    { title: "Per message", unit: "bytes/operation" },
    { title: "In total", unit: "bytes" },
  ].map(({ title, unit }) => ({
    title,
    members: occupancies.filter(({ summary }) => summary.metric.unit === unit),
  }));
  const drawers: Html[] = [];
  const isOpen = occupancies.length <= mostUnfolded;
  let charts = 0;
  for (const { title, members } of groups.filter((group) => group.members.length > 0)) {
    const figures: Html[] = [];
    for (let start = 0; start < members.length; start += mostRows) {
      figures.push(
        await memoryFigure(title, members.slice(start, start + mostRows), `chart-memory-${++charts}`),
      );
    }
    drawers.push(drawer({ summary: summaryOf(title, members), isOpen, isPrinted: true, content: figures }));
  }
  return {
    id: "memory",
    title: "Memory",
    body: html`${lead("Bytes that messages take, as each case counts them. How bytes grow with the number of messages stands under the fits.")}${drawers}`,
  };
}

function summaryOf(title: string, members: readonly Occupancy[]): string {
  const medians = members.map(({ summary }) => summary.median);
  const range = formatRange(Math.min(...medians), Math.max(...medians), "bytes");
  return `${title}: ${members.length} ${members.length === 1 ? "metric" : "metrics"}, ${range}`;
}

async function memoryFigure(title: string, members: readonly Occupancy[], id: string): Promise<Html> {
  const rows = members.map(memoryRow);
  const label = `${title}: bytes of ${rows.length} metrics, ${rows.map((row) => `${row.title} ${row.figure}`).join(", ")}.`;
  return chartFigure({
    name: `Memory, ${title.toLowerCase()}`,
    title,
    instruction: "Median of the fork medians; the thin line is its interval.",
    svg: await renderChart(memorySpec(rows), { id, label }),
    width: "wide",
    data: dataTable({
      caption: `Memory: ${title.toLowerCase()}`,
      columns: [
        textColumn("Case"),
        textColumn("Metric"),
        numberColumn("Median"),
        numberColumn(intervalTitle(members.map(({ summary }) => summary.interval))),
        listColumn("Forks"),
      ],
      rows: members.map(({ case: name, summary }) => [
        name,
        summary.metric.title,
        quantity(summary.median, summary.metric.unit, summary.metric.operation),
        range(summary.interval, summary.metric.unit, summary.metric.operation),
        quantities(summary.forkMedians, summary.metric.unit),
      ]),
    }),
  });
}

function memoryRow({ case: name, summary }: Occupancy): MemoryRow {
  return {
    title: name,
    subtitle: summary.metric.title,
    median: summary.median,
    interval: summary.interval,
    figure: formatQuantity(summary.median, summary.metric.unit, summary.metric.operation),
  };
}
