/** Every case with its figures and verdicts: a line for each scenario, and folded under it a table. */
import { describeClass, formatNumber, formatRange, type ScalingFit } from "@strait/analysis";
import type { ReportedCase, ReportedMetric, ReportedScenario } from "../model.ts";
import { type Html, html } from "../page/html.ts";
import { outcomeBadge, outcomeTally, verdictDetails } from "../page/outcome.ts";
import { absent, intervalTitle, quantity, range, scrollBox } from "../page/table.ts";
import { lead, type Section, warningList } from "./section.ts";

/** With more cases than that, all scenarios are folded. */
const mostUnfolded = 12;

export function overviewSection(scenarios: readonly ReportedScenario[]): Section {
  const isOpen = scenarios.flatMap(({ cases }) => cases).length <= mostUnfolded;
  return {
    id: "overview",
    title: "Overview",
    body: html`${lead("One line per scenario, with its verdicts and from where to where the medians of its times reach; under it one row per metric. Open a verdict for the sentence behind it.")}
${scenarios.map((scenario) => scenarioPart(scenario, isOpen))}`,
  };
}

/** Not packed: without any script a reader can open it. */
function scenarioPart(scenario: ReportedScenario, isOpen: boolean): Html {
  const { anchor, title, analysis, cases } = scenario;
  const heading = intervalTitle(analysis.summaries.map(({ interval }) => interval));
  return html`<details class="scenario printed" id="scenario-${anchor}"${isOpen && " open"}><summary><span class="scenario-title">${title}</span> ${outcomeTally(analysis.verdicts)}<span class="case-count">${cases.length} ${cases.length === 1 ? "case" : "cases"}${timesInWords(scenario)}</span></summary>
<p class="lead">${analysis.header.scenario.description}${otherPlaces(scenario)}</p>${warningList(analysis.warnings)}
${scrollBox(
  `Overview of ${title}`,
  html`<table class="overview"><caption class="unseen">All cases of ${title} with their median, interval, rate and verdicts</caption>
<thead><tr><th scope="col">Case</th><th scope="col">Metric</th><th scope="col" class="number">Median</th><th scope="col" class="number">${heading}</th><th scope="col" class="number">Rate</th><th scope="col" class="judged">Verdicts</th></tr></thead>
${cases.map(caseRows)}</table>`,
)}</details>\n`;
}

/** ", 1.96 to 115 ns" of what is timed at one size; nothing where nothing is. */
function timesInWords({ analysis }: ReportedScenario): string {
  const medians = analysis.summaries
    .filter(({ size, metric }) => size === null && metric.unit === "nanoseconds/operation")
    .map(({ median }) => median);
  if (medians.length === 0) return "";
  return `, ${formatRange(Math.min(...medians), Math.max(...medians), "nanoseconds/operation")}`;
}

/** Where else in the report something of the scenario stands. */
function otherPlaces({ anchor, cases }: ReportedScenario): Html {
  const metrics = cases.flatMap((reported) => reported.metrics);
  const places = [
    { link: `growth-of-${anchor}`, title: "Growth", isThere: metrics.some(({ fit }) => fit !== null) },
    {
      link: `memory-of-${anchor}`,
      title: "Memory over time",
      isThere: cases.some(({ observed }) => observed !== null),
    },
    { link: `figures-of-${anchor}`, title: "Every figure", isThere: true },
  ];
  return html`${places
    .filter(({ isThere }) => isThere)
    .map(({ link, title }) => html` <a href="#${link}">${title}</a>`)}`;
}

function caseRows(reported: ReportedCase): Html {
  if (reported.description.comparison !== undefined) return comparisonRow(reported);
  const warnings = warningList(caseWarnings(reported));
  const rowCount = reported.metrics.length + (warnings === null ? 0 : 1);
  return html`<tbody id="case-${reported.anchor}" class="case">${reported.metrics.map(
    (metric, index) =>
      html`<tr id="metric-${metric.anchor}">${
        index === 0 &&
        html`<th scope="row" rowspan="${rowCount}" class="case-name"><span class="case-title">${reported.description.title}</span><span class="case-description">${reported.description.description}</span>${caseChecks(reported)}</th>`
      }${metricCells(metric)}</tr>\n`,
  )}${warnings !== null && html`<tr><td colspan="5" class="note">${warnings}</td></tr>`}</tbody>\n`;
}

/** The cells of a comparison say little one by one: they stand side by side in a section of their own. */
function comparisonRow(reported: ReportedCase): Html {
  const { title, description } = reported.description;
  return html`<tbody id="case-${reported.anchor}" class="case"><tr><th scope="row" class="case-name"><span class="case-title">${title}</span><span class="case-description">${description}</span>${caseChecks(reported)}</th><td colspan="5"><a href="#comparisons">${reported.metrics.length} figures side by side</a>${warningList(caseWarnings(reported))}</td></tr></tbody>\n`;
}

function caseChecks(reported: ReportedCase): Html {
  return html`${reported.checks.map(
    (verdict) =>
      html`<a class="checks-link" href="#checks-${reported.anchor}">${outcomeBadge(verdict.outcome)} ${verdict.question}</a>`,
  )}`;
}

/** Each warning once; with the metrics that it is about, unless it is about all of them. */
function caseWarnings({ metrics }: ReportedCase): readonly string[] {
  const warned = metrics.flatMap((reported) =>
    metricWarnings(reported).map((warning) => ({ warning, title: reported.metric.title })),
  );
  return [...Map.groupBy(warned, ({ warning }) => warning)].map(([warning, entries]) => {
    const titles = [...new Set(entries.map(({ title }) => title))];
    return titles.length === metrics.length ? warning : `${titles.join(", ")}: ${warning}`;
  });
}

/** What a metric is warned of as a whole, and how many of its sizes are warned of something more. */
function metricWarnings({ metric, summaries, fit, verdicts }: ReportedMetric): readonly string[] {
  const whole = new Set([...(fit?.warnings ?? []), ...verdicts.flatMap(({ warnings }) => warnings)]);
  if (metric.size === undefined) return [...whole, ...summaries.flatMap(({ warnings }) => warnings)];
  const doubtful = summaries.filter(({ warnings }) => warnings.some((warning) => !whole.has(warning)));
  const note = `${doubtful.length} of ${summaries.length} sizes have warnings of their own: see every figure.`;
  return doubtful.length === 0 ? [...whole] : [...whole, note];
}

function metricCells(reported: ReportedMetric): Html {
  const { metric } = reported;
  return html`<th scope="row" class="metric">${metric.title}</th>${costCells(reported)}${
    reported.verdicts.length === 0
      ? html`<td class="judged muted">no target</td>`
      : html`<td class="judged">${reported.verdicts.map(verdictDetails)}</td>`
  }`;
}

function costCells({ anchor, metric, summaries, fit, unavailable }: ReportedMetric): Html {
  const [summary] = summaries;
  if (summary === undefined) {
    return html`<td colspan="3" class="muted">${unavailable === null ? "Not measured." : `Not available: ${unavailable}`}</td>`;
  }
  if (summary.size !== null) {
    const sizes = summaries.map((entry) => formatNumber(entry.size ?? 0));
    const growth = fit === null ? "Not fitted" : html`<a href="#fit-${anchor}">${growthInWords(fit)}</a>`;
    return html`<td colspan="3">${growth}<br><span class="muted">${sizes.length} sizes, ${sizes.at(0) ?? ""} to ${sizes.at(-1) ?? ""} ${metric.size?.unit ?? ""}</span></td>`;
  }
  const rate = metric.unit === "nanoseconds/operation" && summary.median > 0;
  return html`<td class="number">${quantity(summary.median, metric.unit, metric.operation)}</td><td class="number">${range(summary.interval, metric.unit, metric.operation)}</td><td class="number">${
    rate ? quantity(1e9 / summary.median, "operations/second") : absent("not a rate")
  }</td>`;
}

function growthInWords({ class: decided }: ScalingFit): string {
  return decided === null ? "Class undecided" : `Grows as ${decided}, ${describeClass(decided)}`;
}
