/** What each case cost in time, and what precision that bought. */
import { type CaseConduct, formatPercent, formatQuantity } from "@strait/analysis";
import { type CostRow, caseCostsSpec } from "../chart/case-costs.ts";
import { renderChart } from "../chart/render.ts";
import { everyCase, type ReportedCase, type ReportedScenario } from "../model.ts";
import { chartFigure } from "../page/chart-figure.ts";
import { type Html, html } from "../page/html.ts";
import {
  absent,
  dataTable,
  duration,
  numberColumn,
  orAbsent,
  percentage,
  plainNumber,
  quantity,
  textColumn,
} from "../page/table.ts";
import { lead, type Section } from "./section.ts";

/** Rows of the picture: those that took longest. */
const mostDrawn = 20;

/** Where the picture's axis begins: an interval of no width has no logarithm. */
const finest = 1e-4;

type Ran = { readonly scenario: string; readonly reported: ReportedCase; readonly conduct: CaseConduct };

export async function caseCostsSection(scenarios: readonly ReportedScenario[]): Promise<Section | null> {
  const cases = everyCase(scenarios).flatMap(({ scenario, case: reported }): readonly Ran[] =>
    reported.conduct === null ? [] : [{ scenario: scenario.title, reported, conduct: reported.conduct }],
  );
  if (cases.length === 0) return null;
  const rows = cases
    .toSorted((one, other) => other.conduct.milliseconds - one.conduct.milliseconds)
    .slice(0, mostDrawn)
    .map(costRow);
  const total = cases.reduce((sum, { conduct }) => sum + conduct.milliseconds, 0);
  const shown = rows.length < cases.length ? ` The ${rows.length} that took longest of ${cases.length}.` : "";
  const words = rows.map(({ title, figures }) => `${title} ${figures[0]}, ${figures[1]}`).join("; ");
  return {
    id: "case-costs",
    title: "Time and precision",
    body: html`${lead(
      html`What each case took, with the start of its processes, and how precise that made it: half the widest interval of its times, as a share of the median. All together took ${duration(total)}.`,
    )}${chartFigure({
      name: "Time and precision",
      title: "Time taken and precision reached",
      instruction: `Left: time of all forks together. Right: precision, on a logarithmic axis; no dot where there is no interval.${shown}`,
      svg: await renderChart(caseCostsSpec(rows), {
        id: "chart-case-costs",
        label: `Time taken and precision reached: ${words}.`,
      }),
      width: "wide",
      data: costTable(cases),
    })}${noteList(cases)}`,
  };
}

/** What the profile left out of cases or made smaller; nothing where it did not. */
function noteList(cases: readonly Ran[]): Html | null {
  const noted = cases.flatMap(({ scenario, reported, conduct }) =>
    conduct.notes.map((note) => ({ scenario, title: reported.description.title, note })),
  );
  if (noted.length === 0) return null;
  return html`<h3 class="notes-title">What the profile left out or made smaller</h3><ul class="notes">${noted.map(
    ({ scenario, title, note }) => html`<li><strong>${scenario}, ${title}:</strong> ${note}</li>`,
  )}</ul>`;
}

function costRow({ scenario, reported, conduct }: Ran): CostRow {
  const { milliseconds, precision, forks } = conduct;
  return {
    title: reported.description.title,
    subtitle: scenario,
    figures: [
      formatQuantity(milliseconds * 1e6, "nanoseconds/operation"),
      `${precision === null ? "no interval" : `±${formatPercent(precision)}`}, ${forks} ${forks === 1 ? "fork" : "forks"}`,
    ],
    seconds: milliseconds / 1000,
    precision: precision === null ? null : Math.max(finest, precision),
  };
}

function costTable(cases: readonly Ran[]): Html {
  return dataTable({
    caption: "What every case took, the precision it reached, and the memory it needed",
    columns: [
      textColumn("Case"),
      textColumn("Scenario"),
      numberColumn("Forks"),
      numberColumn("Time"),
      numberColumn("A fork"),
      numberColumn("Precision ±"),
      numberColumn("Samples"),
      numberColumn("Peak resident"),
      numberColumn("Objects per operation"),
    ],
    rows: cases.map(({ scenario, reported, conduct }) => [
      reported.description.title,
      scenario,
      plainNumber(conduct.forks),
      duration(conduct.milliseconds),
      conduct.forks === 0 ? absent("no fork ran") : duration(conduct.milliseconds / conduct.forks),
      orAbsent(conduct.precision, reasonForNoPrecision(reported), percentage),
      plainNumber(conduct.samples),
      orAbsent(conduct.peakResidentBytes, "not available: the platform does not say", (bytes) =>
        quantity(bytes, "bytes"),
      ),
      allocatedCell(conduct),
    ]),
  });
}

function reasonForNoPrecision({ metrics }: ReportedCase): string {
  const isTimed = metrics.some(({ metric }) => metric.unit === "nanoseconds/operation");
  return isTimed ? "no interval: fewer than three forks" : "nothing is timed";
}

/** The most of its metrics; what is below what can be told is said to be below that. */
function allocatedCell({ allocated }: CaseConduct): Html {
  const [most] = allocated.toSorted((one, other) => other.high - one.high);
  if (most === undefined) return absent("not available: the engine does not say, or nothing was timed");
  if (most.high <= most.resolution) return html`below ${quantity(most.resolution, "bytes")}`;
  return quantity(most.high, "bytes");
}
