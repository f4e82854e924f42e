/** The top of the page: what was measured, when, and on what. */
import type { ScenarioAnalysis } from "@strait/analysis";
import { formatQuantity } from "@strait/analysis";
import type { ReportedScenario } from "../model.ts";
import { type Html, type HtmlValue, html } from "../page/html.ts";

export function headerMarkup(title: string, scenarios: readonly ReportedScenario[]): Html {
  const analyses = scenarios.map(({ analysis }) => analysis);
  return html`<header class="page-header"><p class="eyebrow">Strait performance report</p><h1>${title}</h1>${
    analyses.length === 0
      ? html`<p class="lead">Nothing was measured: no result file was given.</p>`
      : html`<p class="lead">${measuredInWords(scenarios)}</p><details class="conditions printed"><summary>${conditionsInWords(analyses)}</summary>${facts(analyses)}</details>`
  }</header>\n`;
}

function measuredInWords(scenarios: readonly ReportedScenario[]): string {
  const cases = scenarios.flatMap((scenario) => scenario.cases).length;
  return `${counted(cases, "case")} in ${counted(scenarios.length, "scenario")}.`;
}

/** In a line: when, of which commit, on what, how thoroughly. What differs between scenarios is counted. */
function conditionsInWords(analyses: readonly ScenarioAnalysis[]): string {
  const times = analyses.map(({ header }) => header.run.startedAt).toSorted();
  const [first = "", last = ""] = [times.at(0), times.at(-1)].map((time) => minuteOf(time ?? ""));
  const isSameDay = first.slice(0, 10) === last.slice(0, 10);
  const one = (noun: string, fact: (analysis: ScenarioAnalysis) => string) => {
    const [value = "", ...others] = new Set(analyses.map(fact));
    return others.length === 0 ? value : counted(others.length + 1, noun);
  };
  return [
    first === last
      ? first
      : `${first.replace(isSameDay ? " UTC" : "", "")} to ${last.slice(isSameDay ? 11 : 0)}`,
    one("commit", ({ header }) => `commit ${commitInWords(header.run.commit)}`),
    one("machine", ({ header: { environment } }) => `${environment.cpuModel}, ${environment.platform}`),
    one(
      "runtime",
      ({ header: { environment } }) => `${environment.runtime.name} ${environment.runtime.version}`,
    ),
    one("profile", ({ header }) => `${header.run.profile} profile, ${forksInWords(header.run)} per case`),
  ].join(" · ");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** "5 forks", or "3 or more forks" where a wide interval gets more. */
function forksInWords({ forks, mostForks }: ScenarioAnalysis["header"]["run"]): string {
  if (mostForks !== undefined) return `${forks} or more forks`;
  return counted(forks, "fork");
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
    ["Profile", ({ header }) => `${header.run.profile}, ${forksInWords(header.run)} per case`],
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
