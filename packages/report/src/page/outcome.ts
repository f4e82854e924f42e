/** Outcomes as a reader meets them: colour, shape and word together, and why on demand. */
import type { Outcome, Verdict } from "@strait/analysis";
import { formatNumber, formatQuantity } from "@strait/analysis";
import { outcomeShape, outcomes } from "../chart/theme.ts";
import { type Html, html } from "./html.ts";
import { packed } from "./packed.ts";

/** The glyphs that `outcomeGlyph` refers to: once per page, the same shapes as in the charts. */
export function outcomeGlyphs(): Html {
  return html`<svg class="glyphs" aria-hidden="true" width="0" height="0">${outcomes.map(
    (outcome) =>
      html`<symbol id="glyph-${outcome}" viewBox="-1.3 -1.3 2.6 2.6"><path d="${outcomeShape[outcome]}"/></symbol>`,
  )}</svg>`;
}

export function outcomeGlyph(outcome: Outcome): Html {
  return html`<svg class="glyph ${outcome}" aria-hidden="true" width="12" height="12"><use href="#glyph-${outcome}"/></svg>`;
}

export function outcomeBadge(outcome: Outcome): Html {
  return html`<span class="badge ${outcome}">${outcomeGlyph(outcome)}${outcome}</span>`;
}

/** "12 hold", "1 fails": a count of verdicts with the verb that goes with it. */
export function outcomeCount(outcome: Outcome, count: number): string {
  return `${count} ${count === 1 ? outcome : plural[outcome]}`;
}

const plural: Readonly<Record<Outcome, string>> = { holds: "hold", fails: "fail", undecided: "undecided" };

/** How many of the verdicts have each outcome, with its glyph; an outcome that none has leaves its place empty. */
export function outcomeTally(verdicts: readonly Verdict[]): Html {
  const counts = outcomes.map((outcome) => ({
    outcome,
    count: verdicts.filter((verdict) => verdict.outcome === outcome).length,
  }));
  return html`<span class="tally">${counts.map(
    ({ outcome, count }) =>
      html`<span>${count > 0 && html`${outcomeGlyph(outcome)}${outcomeCount(outcome, count)}`}</span> `,
  )}</span>`;
}

/** The glyphs in words, to stand above a chart. */
export function outcomeLegend(): Html {
  return html`<ul class="legend" aria-label="Shapes and colours">${outcomes.map(
    (outcome) => html`<li>${outcomeGlyph(outcome)}${outcome}</li>`,
  )}</ul>`;
}

/** What the verdict is about, in a few words: "goal ≥ 10 M/s", "growth". */
export function verdictSubject(verdict: Verdict): string {
  const { target } = verdict;
  if (target !== null) {
    const sign = target.comparison === "atLeast" ? "≥" : "≤";
    return `${target.name} ${sign} ${formatQuantity(target.value, target.unit)}`;
  }
  return verdict.question === "scaling" ? "growth" : verdict.question;
}

/** The verdict as a badge that opens to its sentence, what would decide it, and how it was reached. */
export function verdictDetails(verdict: Verdict): Html {
  return html`<details class="verdict"><summary>${outcomeBadge(verdict.outcome)} <span class="subject">${verdictSubject(verdict)}</span></summary>${packed(why(verdict))}</details>`;
}

function why(verdict: Verdict): Html {
  return html`<div class="why"><p>${verdict.sentence}</p>${
    verdict.wouldDecide !== null && html`<p><strong>What would decide it:</strong> ${verdict.wouldDecide}</p>`
  }${
    verdict.target !== null &&
    verdict.target.source !== "" &&
    html`<p class="muted">Source of the target: ${verdict.target.source}.</p>`
  }<p class="muted">Method: ${verdict.method}${parameterWords(verdict)}.</p></div>`;
}

function parameterWords(verdict: Verdict): string {
  const words = Object.entries(verdict.parameters).map(
    ([name, value]) => `${name} ${typeof value === "number" ? formatNumber(value) : value}`,
  );
  return words.length === 0 ? "" : ` (${words.join(", ")})`;
}
