/** The top of the page: what was measured, on what, and what a reader must know first. */
import type { Outcome, ScenarioAnalysis, Verdict } from "@strait/analysis";
import { formatQuantity } from "@strait/analysis";
import { byUrgency, outcomes } from "../chart/theme.ts";
import type { ReportedScenario } from "../model.ts";
import { type Html, type HtmlValue, html } from "../page/html.ts";
import { outcomeBadge, outcomeGlyph, verdictSubject } from "../page/outcome.ts";
import { warningList } from "./section.ts";

/** Verdicts listed at the top; the others are in the overview. */
const mostUrgent = 10;

const plural: Readonly<Record<Outcome, string>> = { holds: "hold", fails: "fail", undecided: "undecided" };

export function headerMarkup(title: string, scenarios: readonly ReportedScenario[]): Html {
  const analyses = scenarios.map(({ analysis }) => analysis);
  return html`<header class="page-header"><p class="eyebrow">Strait performance report</p><h1>${title}</h1>${
    analyses.length === 0
      ? html`<p class="lead">Nothing was measured: no result file was given.</p>`
      : html`<p class="lead">${measuredInWords(scenarios)}</p>${facts(analyses)}`
  }</header>\n`;
}

/** Counts of the outcomes, the checks, and the sentences that need somebody. */
export function glanceMarkup(scenarios: readonly ReportedScenario[]): Html {
  const placed = scenarios.flatMap((scenario) =>
    scenario.cases.flatMap((reported) => [
      ...reported.metrics.flatMap((metric) =>
        metric.verdicts.map((verdict) => ({
          verdict,
          link: `metric-${metric.anchor}`,
          title: `${reported.description.title}: ${metric.metric.title}`,
        })),
      ),
      ...reported.checks.map((verdict) => ({
        verdict,
        link: `checks-${reported.anchor}`,
        title: reported.description.title,
      })),
    ]),
  );
  const verdicts = placed.map(({ verdict }) => verdict);
  const open = byUrgency
    .filter((outcome) => outcome !== "holds")
    .flatMap((outcome) => placed.filter(({ verdict }) => verdict.outcome === outcome));
  return html`<section id="glance" aria-labelledby="glance-title"><h2 id="glance-title" class="unseen">At a glance</h2>
<ul class="tiles">${outcomes.map((outcome) => outcomeTile(outcome, verdicts))}${checksTile(scenarios)}</ul>
${
  open.length > 0 &&
  html`<h3>What needs a look</h3><ul class="urgent">${open
    .slice(0, mostUrgent)
    .map(
      ({ verdict, link, title }) =>
        html`<li>${outcomeBadge(verdict.outcome)}<p><a href="#${link}">${title}</a> <span class="muted">${verdictSubject(verdict)}</span><br>${verdict.sentence}</p></li>`,
    )}</ul>${open.length > mostUrgent && html`<p><a href="#overview">${open.length - mostUrgent} more in the overview</a></p>`}`
}${warningList(scenarios.flatMap(({ title, analysis }) => analysis.warnings.map((warning) => `${title}: ${warning}`)))}</section>\n`;
}

function outcomeTile(outcome: Outcome, verdicts: readonly Verdict[]): Html {
  const count = verdicts.filter((verdict) => verdict.outcome === outcome).length;
  const word = count === 1 ? outcome : plural[outcome];
  return html`<li class="tile"><span class="count">${outcomeGlyph(outcome)}<data value="${count}">${count}</data></span> <span>verdict${count !== 1 && "s"} ${word}</span></li>`;
}

function checksTile(scenarios: readonly ReportedScenario[]): Html {
  const checked = scenarios.flatMap(({ cases }) => cases).filter(({ checks }) => checks.length > 0);
  const clean = checked.filter(({ checks }) => checks.every(({ outcome }) => outcome === "holds")).length;
  return html`<li class="tile"><span class="count"><data value="${clean}">${clean}</data><span class="of"> of ${checked.length}</span></span> <span>cases passed all their checks</span></li>`;
}

function measuredInWords(scenarios: readonly ReportedScenario[]): string {
  const cases = scenarios.flatMap((scenario) => scenario.cases).length;
  return `${counted(cases, "case")} in ${counted(scenarios.length, "scenario")}: ${scenarios.map(({ title }) => title).join(", ")}.`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** One line per fact; where analyses differ, every value with the scenarios that have it. */
function facts(analyses: readonly ScenarioAnalysis[]): Html {
  const rows: readonly (readonly [string, (analysis: ScenarioAnalysis) => string])[] = [
    ["Measured", ({ header }) => minuteOf(header.run.startedAt)],
    ["Commit", ({ header }) => commitInWords(header.run.commit)],
    [
      "Machine",
      ({ header: { environment } }) =>
        `${environment.cpuModel}, ${counted(environment.cores, "core")}, ${formatQuantity(environment.memoryBytes, "bytes")}`,
    ],
    [
      "Platform",
      ({ header: { environment } }) =>
        `${environment.platform}, kernel ${environment.kernel}, ${environment.governor === null ? "governor not available" : `governor ${environment.governor}`}`,
    ],
    [
      "Runtime",
      ({
        header: {
          environment: { runtime },
        },
      }) => `${runtime.name} ${runtime.version} (${runtime.engine})`,
    ],
    [
      "Add-on",
      ({
        header: {
          environment: { addon },
        },
      }) =>
        addon === null
          ? "none"
          : `${addon.name}, file ${addon.fileHash.slice(0, 12)}, layout ${addon.layoutHash.slice(0, 12)}`,
    ],
    ["Profile", ({ header }) => `${header.run.profile}, ${counted(header.run.forks, "fork")} per case`],
    ["Seed", ({ header }) => String(header.run.seed)],
  ];
  return html`<dl class="facts">${rows.map(([name, fact]) => html`<div><dt>${name}</dt>${factValues(analyses, fact)}</div>`)}</dl>`;
}

function factValues(
  analyses: readonly ScenarioAnalysis[],
  fact: (analysis: ScenarioAnalysis) => string,
): HtmlValue {
  const byValue = Map.groupBy(analyses, fact);
  return [...byValue].map(
    ([value, having]) =>
      html`<dd>${value}${byValue.size > 1 && html` <span class="muted">${having.map(({ header }) => header.scenario.title).join(", ")}</span>`}</dd>`,
  );
}

/** "2026-11-23 12:05 UTC" of an ISO date and time. */
function minuteOf(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

function commitInWords(commit: ScenarioAnalysis["header"]["run"]["commit"]): string {
  if (commit === null) return "none recorded";
  return `${commit.id.slice(0, 10)}${commit.dirty ? ", with changes that are not committed" : ""}`;
}
