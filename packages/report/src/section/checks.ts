/** What was verified and not timed: what does not hold, and folded under it what does. */
import type { Verdict } from "@strait/analysis";
import { byUrgency } from "../chart/theme.ts";
import { everyCase, type ReportedCase, type ReportedScenario } from "../model.ts";
import { drawer } from "../page/drawer.ts";
import { type Html, html } from "../page/html.ts";
import { outcomeBadge } from "../page/outcome.ts";
import { scrollBox } from "../page/table.ts";
import { lead, type Section, warningList } from "./section.ts";

type Check = {
  readonly scenario: string;
  readonly reported: ReportedCase;
  readonly verdict: Verdict;
  /** Whether links to the checks of its case lead here: to the worst of them. */
  readonly isPlace: boolean;
};

export function checksSection(scenarios: readonly ReportedScenario[]): Section {
  const cases = everyCase(scenarios).map(({ scenario, case: reported }) => ({
    scenario: scenario.title,
    reported,
    verdicts: reported.checks.toSorted((one, other) => urgency(one) - urgency(other)),
  }));
  const checks = cases
    .flatMap(({ verdicts, ...named }) =>
      verdicts.map((verdict, index): Check => ({ ...named, verdict, isPlace: index === 0 })),
    )
    .toSorted((one, other) => urgency(one.verdict) - urgency(other.verdict));
  const holding = checks.filter(({ verdict }) => verdict.outcome === "holds");
  const others = checks.slice(0, checks.length - holding.length);
  const unchecked = cases.filter(
    ({ verdicts, reported }) =>
      verdicts.length === 0 && reported.metrics.every(({ unavailable }) => unavailable === null),
  );
  return {
    id: "checks",
    title: "Checks",
    body: html`${lead("What each case verified besides its times, in every fork: that work was done, that it was right, and that nothing stayed behind.")}
${others.length > 0 && checksTable("Checks that do not hold, failures first", others)}${
  holding.length > 0 &&
  drawer({
    summary: `${holding.length} that ${holding.length === 1 ? "holds" : "hold"}`,
    content: checksTable("Checks that hold", holding),
  })
}${unchecked.length > 0 && html`<p>No checks were recorded for: ${unchecked.map(({ reported }) => reported.description.title).join(", ")}.</p>`}`,
  };
}

function checksTable(caption: string, checks: readonly Check[]): Html {
  return scrollBox(
    caption,
    html`<table class="checks"><caption class="unseen">${caption}</caption>
<thead><tr><th scope="col">Case</th><th scope="col">Outcome</th><th scope="col">What was found</th></tr></thead>
<tbody>${checks.map(checkRow)}</tbody></table>`,
  );
}

function urgency({ outcome }: Verdict): number {
  return byUrgency.indexOf(outcome);
}

function checkRow({ scenario, reported, verdict, isPlace }: Check): Html {
  return html`<tr${isPlace && html` id="checks-${reported.anchor}"`}><th scope="row" class="checked"><a href="#case-${reported.anchor}">${reported.description.title}</a> <span class="muted">${scenario}</span></th><td class="outcome">${outcomeBadge(verdict.outcome)}</td><td>${verdict.sentence}${
    verdict.wouldDecide !== null &&
    html` <span class="muted">What would decide it: ${verdict.wouldDecide}</span>`
  }${warningList(verdict.warnings)}</td></tr>\n`;
}
