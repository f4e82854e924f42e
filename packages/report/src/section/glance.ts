/** The first thing to read: how many verdicts hold, and which do not. */
import type { Outcome, Verdict } from "@strait/analysis";
import { outcomes } from "../chart/theme.ts";
import type { ReportedCase, ReportedScenario } from "../model.ts";
import { type Html, html } from "../page/html.ts";
import { outcomeCount, outcomeGlyph } from "../page/outcome.ts";
import { firstSentence } from "../text.ts";
import { warningList } from "./section.ts";

/** Verdicts of one outcome listed at the top; with more than that, all are folded. */
const mostUrgent = 30;

/** Counts of the outcomes, the checks, and the sentences that need somebody. */
export function glanceMarkup(scenarios: readonly ReportedScenario[]): Html {
  const placed = scenarios.flatMap((scenario) =>
    scenario.cases.flatMap((reported) =>
      [...reported.metrics.flatMap(({ verdicts }) => verdicts), ...reported.checks].map((verdict) => ({
        verdict,
        scenario: scenario.title,
        reported,
      })),
    ),
  );
  const verdicts = placed.map(({ verdict }) => verdict);
  return html`<section id="glance" aria-labelledby="glance-title"><h2 id="glance-title" class="unseen">At a glance</h2>
<ul class="tiles">${outcomes.map((outcome) => outcomeTile(outcome, verdicts))}${checksTile(scenarios)}</ul>
${openList(
  "fails",
  placed.filter(({ verdict }) => verdict.outcome === "fails"),
)}${openList(
  "undecided",
  placed.filter(({ verdict }) => verdict.outcome === "undecided"),
)}${warningList(scenarios.flatMap(({ title, analysis }) => analysis.warnings.map((warning) => `${title}: ${warning}`)))}</section>\n`;
}

type Placed = {
  readonly verdict: Verdict;
  readonly scenario: string;
  readonly reported: ReportedCase;
};

/** What does not hold, each in a sentence, the rest of which is in the overview; open where it fails and there is not too much of it. */
function openList(outcome: Outcome, placed: readonly Placed[]): Html | false {
  const isOpen = outcome === "fails" && placed.length <= mostUrgent;
  return (
    placed.length > 0 &&
    html`<details class="open-verdicts printed"${isOpen && " open"}><summary>${outcomeGlyph(outcome)}${outcomeCount(outcome, placed.length)}</summary><ul class="urgent">${[...Map.groupBy(placed, ({ reported }) => reported)].map(caseItem)}</ul></details>`
  );
}

function caseItem([reported, verdicts]: readonly [ReportedCase, readonly Placed[]]): Html {
  const sentences = verdicts.map(({ verdict }) => html`<p>${firstSentence(verdict.sentence)}</p>`);
  return html`<li><p><a href="#case-${reported.anchor}">${reported.description.title}</a> <span class="muted">${verdicts[0]?.scenario ?? ""}</span></p><div>${sentences}</div></li>`;
}

function outcomeTile(outcome: Outcome, verdicts: readonly Verdict[]): Html {
  const count = verdicts.filter((verdict) => verdict.outcome === outcome).length;
  const word = outcomeCount(outcome, count).slice(`${count} `.length);
  return html`<li class="tile"><span class="count">${outcomeGlyph(outcome)}<data value="${count}">${count}</data></span> <span>verdict${count !== 1 && "s"} ${word}</span></li>`;
}

function checksTile(scenarios: readonly ReportedScenario[]): Html {
  const checked = scenarios.flatMap(({ cases }) => cases).filter(({ checks }) => checks.length > 0);
  const clean = checked.filter(({ checks }) => checks.every(({ outcome }) => outcome === "holds")).length;
  return html`<li class="tile"><span class="count"><data value="${clean}">${clean}</data><span class="of"> of ${checked.length}</span></span> <span>cases passed all their checks</span></li>`;
}
