/** How costs grow with size: one figure and one set of words per fit. */
import type { ScalingFit, ScalingModel } from "@strait/analysis";
import { describeClass, formatInterval, formatPercent } from "@strait/analysis";
import { renderChart } from "../chart/render.ts";
import { drawnModels, isLogarithmic, scalingSpec } from "../chart/scaling.ts";
import { formatShare, signedPercent } from "../figures.ts";
import { everyMetric, type ReportedMetric, type ReportedScenario } from "../model.ts";
import { chartFigure } from "../page/chart-figure.ts";
import { drawer } from "../page/drawer.ts";
import { type Html, html } from "../page/html.ts";
import { outcomeTally, verdictDetails } from "../page/outcome.ts";
import {
  absent,
  dataTable,
  listColumn,
  numberColumn,
  plainNumber,
  quantities,
  quantity,
  textColumn,
} from "../page/table.ts";
import { lead, type Section, warningList } from "./section.ts";

/** With more fits than that, those of each scenario are folded. */
const mostUnfolded = 6;

type Fitted = { readonly title: string; readonly metric: ReportedMetric; readonly fit: ScalingFit };

export async function scalingSection(scenarios: readonly ReportedScenario[]): Promise<Section | null> {
  const groups = scenarios
    .map((scenario) => ({ scenario, fitted: fitsOf(scenario) }))
    .filter(({ fitted }) => fitted.length > 0);
  if (groups.length === 0) return null;
  const isOpen = groups.flatMap(({ fitted }) => fitted).length <= mostUnfolded;
  const drawers: Html[] = [];
  for (const { scenario, fitted } of groups) drawers.push(await fitGroup(scenario, fitted, isOpen));
  return {
    id: "scaling",
    title: "How cost grows with size",
    body: html`${lead(
      "Points are medians over the forks, the line is the best of eleven models, on logarithmic axes unless it says otherwise. Below it stands what the points, and as ticks the forks, differ from the line by: a pattern there means that the model is wrong, whatever its weight.",
    )}${drawers}`,
  };
}

function fitsOf(scenario: ReportedScenario): readonly Fitted[] {
  return everyMetric([scenario]).flatMap(({ case: reported, metric }) =>
    metric.fit === null ? [] : [{ title: reported.description.title, metric, fit: metric.fit }],
  );
}

async function fitGroup(
  { anchor, title: scenario }: ReportedScenario,
  fitted: readonly Fitted[],
  isOpen: boolean,
): Promise<Html> {
  const articles: Html[] = [];
  for (const one of fitted) articles.push(await fitArticle(one));
  const verdicts = fitted.flatMap(({ metric }) =>
    metric.verdicts.filter(({ question }) => question === "scaling"),
  );
  return drawer({
    id: `growth-of-${anchor}`,
    summary: html`${scenario}: ${fitted.length} ${fitted.length === 1 ? "fit" : "fits"} ${outcomeTally(verdicts)}`,
    isOpen,
    isPrinted: true,
    content: html`<div class="fits">${articles}</div>`,
  });
}

async function fitArticle({ title, metric, fit }: Fitted): Promise<Html> {
  const id = `fit-${metric.anchor}`;
  const heading = `${title}: ${fit.metric.title}`;
  const svg =
    fit.points.length < 2
      ? null
      : await renderChart(scalingSpec(fit), { id: `chart-${id}`, label: pictureInWords(heading, fit) });
  const [, rival] = drawnModels(fit);
  return html`<article id="${id}" class="fit" aria-labelledby="${id}-title"><h3 id="${id}-title">${heading}</h3>
<div class="fit-words"><p class="answer">${classInWords(fit)}</p>
${exponentInWords(fit)}${coefficientInWords(fit)}
${metric.verdicts.map(verdictDetails)}${warningList([...fit.warnings, ...metric.verdicts.flatMap((verdict) => verdict.warnings)])}</div>
${chartFigure({
  name: heading,
  title: null,
  instruction: [
    isLogarithmic(fit) ? "" : "Linear axes.",
    rival === undefined ? "" : `Dashed: the rival model, ${modelFormula(rival)}.`,
  ]
    .join(" ")
    .trim(),
  svg,
  width: "narrow",
  data: pointTable(heading, fit),
  more: { title: "Models", content: modelTable(heading, fit) },
})}</article>\n`;
}

function pictureInWords(heading: string, fit: ScalingFit): string {
  const worst = Math.max(0, ...fit.residuals.map(({ relative }) => Math.abs(relative)));
  return (
    `${heading}, against size, at ${fit.points.length} sizes, with the fitted curve` +
    `${fit.class === null ? " (class undecided)" : ` of class ${fit.class}`} and its residuals, at most ${formatPercent(worst)}. ` +
    "The figures are in the table below."
  );
}

function classInWords(fit: ScalingFit): Html {
  const best = fit.classWeights.toSorted((a, b) => b.weight - a.weight)[0];
  const share = best === undefined ? null : html`weight ${weight(best.weight)}`;
  if (fit.class === null) {
    return html`<strong>Class undecided.</strong> Heaviest: ${best === undefined ? "none" : best.class}, ${share}. Plausible: ${fit.plausible.join(" or ")}.`;
  }
  const others = fit.plausible.filter((name) => name !== fit.class);
  return html`<strong>Grows as ${fit.class}</strong> (${describeClass(fit.class)}), ${share}. ${
    others.length === 0 ? "No other class is plausible." : `Also plausible: ${others.join(", ")}.`
  }`;
}

function weight(share: number): Html {
  return html`<data value="${String(share)}">${formatShare(share)}</data>`;
}

function exponentInWords({ exponent }: ScalingFit): Html {
  return html`<p>Power law through the points: exponent <data value="${String(exponent.estimate)}">${exponent.estimate.toFixed(3)}</data>${
    exponent.interval !== null &&
    ` (${exponent.interval.low.toFixed(3)} to ${exponent.interval.high.toFixed(3)} at ${formatPercent(exponent.interval.confidence)})`
  }.</p>`;
}

function coefficientInWords(fit: ScalingFit): Html | null {
  const [best] = fit.models;
  if (best === undefined) return null;
  return html`<p>Best model: ${modelFormula(best)}, coefficient ${quantity(best.coefficient, fit.metric.unit, fit.metric.operation)}${
    fit.coefficientInterval !== null &&
    ` (${formatInterval(fit.coefficientInterval, fit.metric.unit, fit.metric.operation)})`
  }.</p>`;
}

function modelFormula(model: ScalingModel): string {
  const growth = model.class === "1" ? "c" : `c · ${model.class}`;
  return model.hasIntercept ? `a + ${growth}` : growth;
}

function modelTable(heading: string, fit: ScalingFit): Html {
  return dataTable({
    caption: `Models of ${heading}, heaviest first`,
    columns: [
      textColumn("Model"),
      numberColumn("Weight"),
      numberColumn("Coefficient c"),
      numberColumn("Intercept a"),
      numberColumn("Log residuals, σ"),
      numberColumn("AICc"),
    ],
    rows: fit.models.map((model) => [
      modelFormula(model),
      weight(model.weight),
      quantity(model.coefficient, fit.metric.unit, fit.metric.operation),
      model.hasIntercept
        ? quantity(model.intercept, fit.metric.unit, fit.metric.operation)
        : absent("no intercept"),
      plainNumber(model.sigma),
      plainNumber(model.aicc),
    ]),
  });
}

function pointTable(heading: string, fit: ScalingFit): Html {
  const { unit } = fit.metric;
  return dataTable({
    caption: `${heading}, by size`,
    columns: [
      numberColumn(fit.metric.size?.title ?? "Size"),
      numberColumn("Median"),
      numberColumn("Fitted"),
      numberColumn("Residual"),
      listColumn("Forks"),
    ],
    rows: fit.points.map(({ size, median, forkMedians }) => {
      const residual = fit.residuals.find((entry) => entry.size === size);
      return [
        plainNumber(size),
        quantity(median, unit),
        residual === undefined ? absent("not fitted") : quantity(residual.fitted, unit),
        residual === undefined
          ? absent("not fitted")
          : html`<data value="${String(residual.relative)}">${signedPercent(residual.relative)}</data>`,
        quantities(forkMedians, unit),
      ];
    }),
  });
}
