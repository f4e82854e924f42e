/** What stopped the work while it was measured: collections of garbage, and an event loop that did not turn. */
import { formatNumber, formatQuantity, type ObservedCase, type Pauses } from "@strait/analysis";
import { type PauseRow, pauseLegend, pausesSpec, type Span } from "../chart/pauses.ts";
import { renderChart } from "../chart/render.ts";
import { everyCase, type ReportedScenario } from "../model.ts";
import { chartFigure } from "../page/chart-figure.ts";
import { type Html, type HtmlValue, html } from "../page/html.ts";
import {
  absent,
  dataTable,
  duration,
  numberColumn,
  orAbsent,
  percentage,
  plainNumber,
  textColumn,
} from "../page/table.ts";
import { lead, type Section } from "./section.ts";

/** Rows of the picture: those with the longest pauses. */
const mostDrawn = 20;

/** Milliseconds at which the picture's axis begins: what is shorter stops nothing. */
const shortest = 0.01;

type Stopped = { readonly title: string; readonly scenario: string; readonly observed: ObservedCase };

export async function pausesSection(scenarios: readonly ReportedScenario[]): Promise<Section | null> {
  const cases = everyCase(scenarios).flatMap(({ scenario, case: reported }): readonly Stopped[] =>
    reported.observed === null
      ? []
      : [{ title: reported.description.title, scenario: scenario.title, observed: reported.observed }],
  );
  if (cases.length === 0) return null;
  const stopped = cases
    .map(pauseRow)
    .filter((row) => longestOf(row) > 0)
    .toSorted((one, other) => longestOf(other) - longestOf(one));
  const rows = stopped.slice(0, mostDrawn);
  const others = cases.length - stopped.length;
  const shown = [
    rows.length < stopped.length ? ` The ${rows.length} longest of ${stopped.length} cases.` : "",
    others > 0 ? ` ${others} of ${cases.length} cases had no pause, or could not tell.` : "",
  ].join("");
  const words = rows.map((row) => `${row.title} ${row.figures[0]}`).join(", ");
  const svg =
    rows.length === 0
      ? null
      : await renderChart(pausesSpec(rows), {
          id: "chart-pauses",
          label: `The longest pause of ${rows.length} cases: ${words}.`,
        });
  return {
    id: "pauses",
    title: "Pauses",
    body: html`${lead("Collections of garbage while a case was measured, without those that it asked for, and how late the event loop was. Counts are of one fork, medians over the forks. Work that never gives the event loop a turn has no delay to tell.")}${chartFigure(
      {
        name: "Pauses",
        title: "How long the work stood still",
        instruction: `From the typical pause to the longest of all forks. ${pauseLegend}${shown}`,
        svg,
        width: "wide",
        data: pauseTable(cases),
      },
    )}`,
  };
}

function pauseRow({ title, scenario, observed: { collections, eventLoop } }: Stopped): PauseRow {
  const delay = eventLoop?.delay ?? null;
  const spans = {
    minor: spanOf(collections?.minor ?? null),
    major: spanOf(collections?.major ?? null),
    delay: delay === null ? null : { typical: drawable(delay.median), longest: drawable(delay.longest) },
  };
  const counts =
    collections === null
      ? "collections not available"
      : `${formatNumber(collections.minor.count)} minor, ${formatNumber(collections.major.count)} major`;
  return {
    title,
    subtitle: scenario,
    figures: [formatQuantity(longestOf(spans) * 1e6, "nanoseconds/operation"), counts],
    ...spans,
  };
}

function spanOf(pauses: Pauses | null): Span | null {
  if (pauses === null || pauses.longest === null) return null;
  const longest = drawable(pauses.longest);
  return { typical: pauses.typical === null ? null : drawable(pauses.typical), longest };
}

function drawable(milliseconds: number): number {
  return Math.max(shortest, milliseconds);
}

function longestOf({ minor, major, delay }: Pick<PauseRow, "minor" | "major" | "delay">): number {
  return Math.max(0, ...[minor, major, delay].map((span) => span?.longest ?? 0));
}

function pauseTable(cases: readonly Stopped[]): Html {
  return dataTable({
    caption: "Collections and event loop of every case, while it was measured",
    columns: [
      textColumn("Case"),
      textColumn("Scenario"),
      ...["Minor", "Major"].flatMap((kind) => [
        numberColumn(`${kind} collections`),
        numberColumn("Together"),
        numberColumn("p50"),
        numberColumn("Longest"),
      ]),
      numberColumn("Event loop busy"),
      numberColumn("Delay p50"),
      numberColumn("Delay p99"),
      numberColumn("Longest delay"),
    ],
    rows: cases.map(({ title, scenario, observed }) => [
      title,
      scenario,
      ...collectionCells(observed, "minor"),
      ...collectionCells(observed, "major"),
      ...eventLoopCells(observed),
    ]),
  });
}

function collectionCells({ completed, collections }: ObservedCase, kind: "minor" | "major"): HtmlValue[] {
  if (collections === null) {
    const dash = absent(reasonFor(completed, "the runtime does not tell of its collections"));
    return [dash, dash, dash, dash];
  }
  const { count, milliseconds, typical, longest } = collections[kind];
  const none = "there was none";
  return [
    plainNumber(count),
    duration(milliseconds),
    orAbsent(typical, longest === null ? none : "not available: only the longest was recorded", duration),
    orAbsent(longest, none, duration),
  ];
}

function eventLoopCells({ completed, eventLoop }: ObservedCase): HtmlValue[] {
  if (eventLoop === null) {
    const dash = absent(reasonFor(completed, "the runtime does not tell of its event loop"));
    return [dash, dash, dash, dash];
  }
  const { utilization, delay } = eventLoop;
  const silent = absent("not available: the work never gave the event loop a turn");
  return [
    percentage(utilization),
    ...(delay === null
      ? [silent, silent, silent]
      : [duration(delay.median), duration(delay.p99), duration(delay.longest)]),
  ];
}

function reasonFor(completed: number, otherwise: string): string {
  return `not available: ${completed === 0 ? "no fork completed" : otherwise}`;
}
