/** Everything that was held against a target, one chart per name of target ("floor", "goal"). */
import type { Interval, Verdict } from "@strait/analysis";
import { figuresFor, formatNumber, formatQuantity } from "@strait/analysis";
import type { Target } from "@strait/results";
import { renderChart } from "../chart/render.ts";
import { type TargetRow, targetSpec } from "../chart/targets.ts";
import { everyMetric, type ReportedScenario } from "../model.ts";
import { chartFigure } from "../page/chart-figure.ts";
import { drawer } from "../page/drawer.ts";
import { type Html, html } from "../page/html.ts";
import { outcomeBadge, outcomeLegend } from "../page/outcome.ts";
import {
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
import { lead, type Section } from "./section.ts";

/** A target with what was measured, in the target's own unit. */
export type Attainment = {
  readonly scenario: string;
  readonly case: string;
  readonly metric: string;
  readonly target: Target;
  readonly verdict: Verdict;
  readonly measured: number;
  readonly interval: Interval | null;
  readonly forks: readonly number[];
};

/** Rows beyond this go to a further chart: a picture of more is no longer seen at once. */
const mostRows = 40;

/** With more rows than that, those that hold are folded. */
const mostUnfolded = 12;

export async function targetsSection(scenarios: readonly ReportedScenario[]): Promise<Section | null> {
  const attainments = attained(scenarios);
  if (attainments.length === 0) return null;
  const byName = [...Map.groupBy(attainments, ({ target }) => target.name)].toSorted(
    ([, a], [, b]) => missed(b) - missed(a),
  );
  const parts: Html[] = [];
  for (const [name, named] of byName)
    parts.push(await targetPart(name, named, `chart-target-${parts.length + 1}`));
  return {
    id: "targets",
    title: "Against the targets",
    body: html`${lead(
      "How many times each target was reached. Right of the dashed line is better than asked for, whichever way the target points.",
    )}${outcomeLegend()}${parts}`,
  };
}

/** All that was held against one name of target; of many, those that hold are folded. */
async function targetPart(name: string, attainments: readonly Attainment[], id: string): Promise<Html> {
  if (attainments.length <= mostUnfolded)
    return html`${await targetFigures(`Against the ${name}`, name, attainments, id)}`;
  const [holding, others] = [true, false].map((holds) =>
    attainments.filter(({ verdict }) => (verdict.outcome === "holds") === holds),
  );
  const count = others?.length ?? 0;
  const title = `Against the ${name}: ${count} of ${attainments.length} ${count === 1 ? "does" : "do"} not hold`;
  const open = await targetFigures(title, name, others ?? [], id);
  const all = `Against the ${name}: ${count === 0 ? `all ${attainments.length} hold` : `the ${holding?.length} that hold`}`;
  const folded = await targetFigures(all, name, holding ?? [], `${id}-holds`);
  return html`${open}${folded.length > 0 && drawer({ summary: all, content: folded, isPrinted: true })}`;
}

async function targetFigures(
  title: string,
  name: string,
  attainments: readonly Attainment[],
  id: string,
): Promise<readonly Html[]> {
  const figures: Html[] = [];
  for (let start = 0; start < attainments.length; start += mostRows) {
    const part = attainments.slice(start, start + mostRows);
    figures.push(await targetFigure(title, name, part, `${id}-${figures.length + 1}`));
  }
  return figures;
}

/** How many do not hold: the names of targets with most of these come first. */
function missed(attainments: readonly Attainment[]): number {
  return attainments.filter(({ verdict }) => verdict.outcome !== "holds").length;
}

/** Every verdict on a target with its figures, in the order of the report. */
export function attained(scenarios: readonly ReportedScenario[]): readonly Attainment[] {
  return everyMetric(scenarios).flatMap(({ scenario, case: reported, metric }) =>
    metric.verdicts.flatMap((verdict) => {
      const { target } = verdict;
      const { size = null } = verdict.parameters;
      const summary = metric.summaries.find((entry) => entry.size === size);
      const figures = target === null || summary === undefined ? null : figuresFor(target, summary);
      if (target === null || figures === null) return [];
      const at = typeof size === "number" ? `, ${formatNumber(size)} ${metric.metric.size?.unit ?? ""}` : "";
      return [
        {
          scenario: scenario.title,
          case: reported.description.title,
          metric: `${metric.metric.title}${at}`,
          target,
          verdict,
          measured: figures.median,
          interval: figures.interval,
          forks: figures.forkMedians,
        },
      ];
    }),
  );
}

/** How many times the target was reached: above 1 is better than asked for, whichever way the target points. */
export function attainmentRatio({ comparison, value }: Target, measured: number): number {
  return comparison === "atLeast" ? measured / value : value / measured;
}

async function targetFigure(
  title: string,
  name: string,
  attainments: readonly Attainment[],
  id: string,
): Promise<Html> {
  const rows = attainments.map(targetRow).filter(isDrawable);
  const counts = (outcome: string) => rows.filter((row) => row.outcome === outcome).length;
  const label =
    `How many times the target "${name}" was reached, for ${rows.length} metrics: ` +
    `${counts("holds")} hold, ${counts("fails")} fail, ${counts("undecided")} undecided. The figures are in the table below.`;
  return chartFigure({
    name: title,
    title,
    instruction:
      "Glyph: median of the fork medians. Thick bar: its interval. Ticks: the forks. Logarithmic axis.",
    svg: rows.length === 0 ? null : await renderChart(targetSpec(rows), { id, label }),
    width: "wide",
    data: dataTable({
      caption: `Measured: ${title}`,
      columns: [
        textColumn("Case"),
        textColumn("Metric"),
        textColumn("Scenario"),
        textColumn("Outcome"),
        numberColumn("Times target"),
        numberColumn("Measured"),
        numberColumn(intervalTitle(attainments.map(({ interval }) => interval))),
        numberColumn("Target"),
        listColumn("Forks"),
      ],
      rows: attainments.map((attainment) => dataRow(attainment)),
    }),
  });
}

function targetRow(attainment: Attainment): TargetRow {
  const { target, verdict, interval } = attainment;
  const ratio = (value: number) => attainmentRatio(target, value);
  const ends = interval === null ? [] : [ratio(interval.low), ratio(interval.high)];
  const sign = target.comparison === "atLeast" ? "≥" : "≤";
  return {
    group: attainment.scenario,
    title: attainment.case,
    subtitle: attainment.metric,
    outcome: verdict.outcome,
    ratio: ratio(attainment.measured),
    interval: interval === null ? null : { low: Math.min(...ends), high: Math.max(...ends) },
    forkRatios: attainment.forks.map(ratio),
    figures: [
      `${formatNumber(ratio(attainment.measured))}×`,
      `${formatQuantity(attainment.measured, target.unit)}, ${sign} ${formatQuantity(target.value, target.unit)}`,
    ],
  };
}

/** A logarithmic axis has no place for nothing and for the endless: such a row is in the table only. */
function isDrawable({ ratio, forkRatios }: TargetRow): boolean {
  return [ratio, ...forkRatios].every((value) => value > 0 && Number.isFinite(value));
}

function dataRow({ target, verdict, measured, interval, forks, ...names }: Attainment) {
  return [
    names.case,
    names.metric,
    names.scenario,
    outcomeBadge(verdict.outcome),
    html`${plainNumber(attainmentRatio(target, measured))}×`,
    quantity(measured, target.unit),
    range(interval, target.unit),
    quantity(target.value, target.unit),
    quantities(forks, target.unit),
  ];
}
