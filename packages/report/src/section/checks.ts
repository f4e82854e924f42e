/** What was verified and not timed: per case, failures first. */
import type { Verdict } from "@strait/analysis";
import { byUrgency } from "../chart/theme.ts";
import type { ReportedCase, ReportedScenario } from "../model.ts";
import { drawer } from "../page/drawer.ts";
import { type Html, html } from "../page/html.ts";
import { outcomeBadge } from "../page/outcome.ts";
import { scrollBox } from "../page/table.ts";
import { lead, type Section, warningList } from "./section.ts";

type CheckedCase = {
  readonly scenario: string;
  readonly reported: ReportedCase;
  readonly verdicts: readonly Verdict[];
};

export function checksSection(scenarios: readonly ReportedScenario[]): Section {
  const cases = scenarios.flatMap((scenario) =>
    scenario.cases.map((reported) => ({ scenario: scenario.title, reported, verdicts: reported.checks })),
  );
  const checked = cases
    .filter(({ verdicts }) => verdicts.length > 0)
    .toSorted((a, b) => urgency(a) - urgency(b));
  const isClean = (one: CheckedCase) => one.verdicts.every(({ outcome }) => outcome === "holds");
  const [clean, open] = [checked.filter(isClean), checked.filter((one) => !isClean(one))];
  const unchecked = cases.filter(
    ({ verdicts, reported }) =>
      verdicts.length === 0 && reported.metrics.every(({ unavailable }) => unavailable === null),
  );
  return {
    id: "checks",
    title: "Checks",
    body: html`${lead("What each case verified besides its times, in every fork: that work was done, that it was right, and that nothing stayed behind.")}
${open.length > 0 && checksTable("Checks that do not hold, failures first", open)}${
  clean.length > 0 &&
  drawer({
    summary: `${clean.length} ${clean.length === 1 ? "case passed all its" : "cases passed all their"} checks`,
    content: checksTable("Checks of cases that passed all of them", clean),
  })
}${unchecked.length > 0 && html`<p>No checks were recorded for: ${unchecked.map(({ reported }) => reported.description.title).join(", ")}.</p>`}`,
  };
}

function checksTable(caption: string, cases: readonly CheckedCase[]): Html {
  return scrollBox(
    caption,
    html`<table class="checks"><caption class="unseen">${caption}</caption>
<thead><tr><th scope="col">Case</th><th scope="col">Outcome</th><th scope="col">What was found</th></tr></thead>
<tbody>${cases.map(checkRows)}</tbody></table>`,
  );
}

/** Place of the worst verdict in the order of outcomes. */
function urgency({ verdicts }: CheckedCase): number {
  return Math.min(...verdicts.map(({ outcome }) => byUrgency.indexOf(outcome)));
}

function checkRows({ scenario, reported, verdicts }: CheckedCase): readonly Html[] {
  return verdicts.map(
    (verdict, index) =>
      html`<tr${index === 0 && html` id="checks-${reported.anchor}"`}><th scope="row" class="checked"><a href="#case-${reported.anchor}">${reported.description.title}</a> <span class="muted">${scenario}</span></th><td class="outcome">${outcomeBadge(verdict.outcome)}</td><td>${verdict.sentence}${
        verdict.wouldDecide !== null &&
        html` <span class="muted">What would decide it: ${verdict.wouldDecide}</span>`
      }${warningList(verdict.warnings)}</td></tr>\n`,
  );
}
