/** How still the machine was: how far the same work lies apart, and how many samples had to wait or shared their processor. */
import { formatPercent, type NoiseFloor } from "@strait/analysis";
import { type NoiseRow, noiseSpec } from "../chart/noise.ts";
import { renderChart } from "../chart/render.ts";
import { everyCase, type ReportedCase, type ReportedScenario } from "../model.ts";
import { chartFigure } from "../page/chart-figure.ts";
import { type Html, type HtmlValue, html } from "../page/html.ts";
import {
  absent,
  dataTable,
  numberColumn,
  orAbsent,
  percentage,
  plainNumber,
  textColumn,
} from "../page/table.ts";
import { lead, type Section } from "./section.ts";

/** The share at which the picture's axis begins: below it nothing would be told apart anyway. */
const least = 1e-5;

export async function noiseSection(scenarios: readonly ReportedScenario[]): Promise<Section | null> {
  if (scenarios.every(({ analysis }) => analysis.conducts.length === 0)) return null;
  const rows = scenarios.flatMap((scenario) =>
    scenario.analysis.noiseFloor === null ? [] : [noiseRow(scenario, scenario.analysis.noiseFloor)],
  );
  const words = rows.map(({ title, figures }) => `${title} ${figures[0]}, ${figures[1]}`).join("; ");
  return {
    id: "noise",
    title: "Noise and disturbance",
    body: html`${lead("The samples of each fork are dealt out to two halves in turn. What these differ by is nothing but noise, and no smaller difference between two figures means anything. A disturbed sample had to wait for a processor for more than a hundredth of its time. A slowed one shared its processor with a neighbour: a fixed piece of work took more than 1.2 times as long as at its fastest. Figures are of the samples and forks that were not slowed, where these are enough.")}${chartFigure(
      {
        name: "Noise floor",
        title: "How far two halves of the same samples differ",
        instruction: "Filled: the median of all measurements of a scenario. Open: the one that differs most.",
        svg:
          rows.length === 0
            ? null
            : await renderChart(noiseSpec(rows), { id: "chart-noise", label: `Noise floor: ${words}.` }),
        width: "wide",
        data: noiseTable(scenarios),
        more: { title: "Disturbance of every case", content: disturbanceTable(scenarios) },
      },
    )}`,
  };
}

function noiseRow(scenario: ReportedScenario, { typical, worst }: NoiseFloor): NoiseRow {
  const { samples, disturbed, slowed } = disturbanceOf(scenario.cases);
  const share = (of: number | null, what: string) =>
    of === null || samples === 0 ? [] : [`${formatPercent(of / samples)} ${what}`];
  const shares = [...share(disturbed, "disturbed"), ...share(slowed, "slowed")];
  return {
    title: scenario.title,
    subtitle: shares.length === 0 ? "disturbed samples not available" : `samples: ${shares.join(", ")}`,
    figures: [formatPercent(typical), `at most ${formatPercent(worst.share)}`],
    typical: Math.max(least, typical),
    worst: Math.max(least, worst.share),
  };
}

/** How many samples were taken, and how many in which way were not left in peace; null where that is not known. */
type Disturbance = {
  readonly samples: number;
  readonly disturbed: number | null;
  readonly slowed: number | null;
};

function disturbanceOf(cases: readonly ReportedCase[]): Disturbance {
  const conducts = cases.flatMap(({ conduct }) => conduct ?? []);
  return {
    samples: conducts.reduce((sum, { samples }) => sum + samples, 0),
    disturbed: sumOf(conducts.map(({ disturbedSamples }) => disturbedSamples)),
    slowed: sumOf(conducts.map(({ slowedSamples }) => slowedSamples)),
  };
}

/** Null when none is known. */
function sumOf(counts: readonly (number | null)[]): number | null {
  const known = counts.filter((count) => count !== null);
  return known.length === 0 ? null : known.reduce((sum, count) => sum + count, 0);
}

function noiseTable(scenarios: readonly ReportedScenario[]): Html {
  return dataTable({
    caption: "Noise floor of every scenario",
    columns: [
      textColumn("Scenario"),
      numberColumn("Typical"),
      numberColumn("At most"),
      textColumn("Where"),
      numberColumn("Measurements compared"),
      ...disturbanceColumns,
    ],
    rows: scenarios.map((scenario) => {
      const floor = scenario.analysis.noiseFloor;
      const none = absent("not available: no fork took ten samples of anything");
      return [
        scenario.title,
        ...(floor === null
          ? [none, none, none, none]
          : [
              percentage(floor.typical),
              percentage(floor.worst.share),
              nameOfWorst(scenario, floor),
              plainNumber(floor.compared),
            ]),
        ...disturbanceCells(disturbanceOf(scenario.cases)),
      ];
    }),
  });
}

function nameOfWorst({ cases }: ReportedScenario, { worst }: NoiseFloor): string {
  const reported = cases.find(({ description }) => description.name === worst.case);
  const metric = reported?.metrics.find((one) => one.metric.name === worst.metric);
  return `${reported?.description.title ?? worst.case}: ${metric?.metric.title ?? worst.metric}`;
}

const disturbanceColumns = [
  numberColumn("Samples"),
  numberColumn("Disturbed"),
  numberColumn("Share"),
  numberColumn("Slowed"),
  numberColumn("Share"),
];

function disturbanceCells({ samples, disturbed, slowed }: Disturbance): HtmlValue[] {
  if (samples === 0) {
    const untimed = absent("nothing was timed");
    return [plainNumber(0), untimed, untimed, untimed, untimed];
  }
  const countAndShare = (count: number | null, unsaid: string): HtmlValue[] => [
    orAbsent(count, unsaid, plainNumber),
    orAbsent(count, unsaid, (known) => percentage(known / samples)),
  ];
  return [
    plainNumber(samples),
    ...countAndShare(disturbed, "not available: the platform does not say how long a thread waited"),
    ...countAndShare(slowed, "not available: nobody looked at the pace of the processor"),
  ];
}

function disturbanceTable(scenarios: readonly ReportedScenario[]): Html {
  return dataTable({
    caption:
      "Disturbed and slowed samples of every case, and the pressure on the processors while it was measured",
    columns: [
      textColumn("Case"),
      textColumn("Scenario"),
      ...disturbanceColumns,
      numberColumn("Processor pressure"),
    ],
    rows: everyCase(scenarios).map(({ scenario, case: reported }) => [
      reported.description.title,
      scenario.title,
      ...disturbanceCells(disturbanceOf([reported])),
      orAbsent(
        reported.observed?.processorPressure ?? null,
        "not available: the platform does not say, or no fork completed",
        percentage,
      ),
    ]),
  });
}
