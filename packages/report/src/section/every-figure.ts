/** Every summary with every number that is known of it: where a doubter ends up. */
import type { Summary } from "@strait/analysis";
import { shortUnit } from "../figures.ts";
import { everyMetric, type ReportedScenario } from "../model.ts";
import { drawer } from "../page/drawer.ts";
import { type Html, html } from "../page/html.ts";
import {
  absent,
  dataTable,
  intervalTitle,
  listColumn,
  numberColumn,
  plainNumber,
  quantities,
  quantity,
  range,
  textColumn,
} from "../page/table.ts";
import { lead, type Section, warningList } from "./section.ts";

type Named = { readonly title: string; readonly summary: Summary };

export function everyFigureSection(scenarios: readonly ReportedScenario[]): Section {
  return {
    id: "figures",
    title: "Every figure",
    body: html`${lead("Percentiles are of the samples within a fork, each the median over the forks. The empty batch is the same loop without its work.")}${scenarios.map(
      (scenario) => {
        const named = everyMetric([scenario]).flatMap(({ case: reported, metric }) =>
          metric.summaries.map((summary) => ({
            title: `${reported.description.title}: ${metric.metric.title}`,
            summary,
          })),
        );
        const count = `${named.length} ${named.length === 1 ? "summary" : "summaries"}`;
        return drawer({
          id: `figures-of-${scenario.anchor}`,
          summary: `${scenario.title}: ${count}`,
          content: summaryTable(scenario.title, named),
        });
      },
    )}`,
  };
}

function summaryTable(scenario: string, named: readonly Named[]): Html {
  return dataTable({
    caption: `Every summary of ${scenario}`,
    columns: [
      textColumn("Case and metric"),
      numberColumn("Size"),
      numberColumn("Median"),
      numberColumn(intervalTitle(named.map(({ summary }) => summary.interval))),
      numberColumn("Median absolute deviation"),
      numberColumn("p50"),
      numberColumn("p90"),
      numberColumn("p99"),
      numberColumn("Empty batch"),
      listColumn("Fork medians"),
      textColumn("Warnings"),
    ],
    rows: named.map(({ title, summary }) => {
      const unit = shortUnit(summary.metric.unit);
      return [
        title,
        summary.size === null ? absent("not taken by size") : plainNumber(summary.size),
        quantity(summary.median, unit),
        range(summary.interval, unit),
        quantity(summary.medianAbsoluteDeviation, unit),
        quantity(summary.percentiles.p50, unit),
        quantity(summary.percentiles.p90, unit),
        quantity(summary.percentiles.p99, unit),
        summary.emptyBatch === null
          ? absent("no empty batch")
          : quantity(summary.emptyBatch, "nanoseconds/operation"),
        quantities(summary.forkMedians, unit),
        warningList(summary.warnings),
      ];
    }),
  });
}
