/** Every summary with every number that is known of it: where a doubter ends up. */

import { shortUnit } from "../figures.ts";
import { everyMetric, type ReportedScenario } from "../model.ts";
import { html } from "../page/html.ts";
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

export function everyFigureSection(scenarios: readonly ReportedScenario[]): Section {
  const summarised = everyMetric(scenarios).flatMap(({ scenario, case: reported, metric }) =>
    metric.summaries.map((summary) => ({
      title: `${reported.description.title}: ${metric.metric.title}`,
      scenario: scenario.title,
      summary,
    })),
  );
  return {
    id: "figures",
    title: "Every figure",
    body: html`${lead("Percentiles are of the samples within a fork, each the median over the forks. The empty batch is the same loop without its work.")}
<details class="data"><summary>Show the ${summarised.length} summaries</summary>${dataTable({
      caption: "Every summary",
      columns: [
        textColumn("Case and metric"),
        textColumn("Scenario"),
        numberColumn("Size"),
        numberColumn("Median"),
        numberColumn(intervalTitle(summarised.map(({ summary }) => summary.interval))),
        numberColumn("Median absolute deviation"),
        numberColumn("p50"),
        numberColumn("p90"),
        numberColumn("p99"),
        numberColumn("Empty batch"),
        listColumn("Fork medians"),
        textColumn("Warnings"),
      ],
      rows: summarised.map(({ title, scenario, summary }) => {
        const unit = shortUnit(summary.metric.unit);
        return [
          title,
          scenario,
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
    })}</details>`,
  };
}
