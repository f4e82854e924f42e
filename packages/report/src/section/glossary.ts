/** The words of the report, for who reads one for the first time. */
import { html } from "../page/html.ts";
import type { Section } from "./section.ts";

const words: readonly (readonly [string, string])[] = [
  [
    "Case",
    "One thing that is measured or checked. A scenario is a set of cases that stress one side of the system.",
  ],
  [
    "Fork",
    "One fresh process that measures one case. Two processes differ by more than repetitions within one do, so the process is the unit that counts: ten forks are ten observations, however many samples each took.",
  ],
  [
    "Sample",
    "One timed batch inside a fork, about a millisecond long and divided by the number of its operations.",
  ],
  [
    "Median of fork medians",
    "The figure given for a metric: each fork is reduced to the median of its samples, and the forks to the median of those.",
  ],
  [
    "Interval",
    "Where the true cost lies with the stated confidence, judged by how far the forks are apart. Fewer than three forks give no interval.",
  ],
  [
    "Target",
    "What a metric is held against. A floor is the least that was ever asked for; a goal is what the design aims at.",
  ],
  [
    "Holds, fails",
    "The whole interval lies on the good side of the target, or the whole of it on the bad side.",
  ],
  [
    "Undecided",
    "The interval spans the target, or the data do not tell the classes apart. It is no pass and no failure: the verdict says what would decide it.",
  ],
  [
    "Weight",
    "How much of the evidence a model of growth carries, among the eleven that were fitted (Akaike weight). A class is decided above 0.95.",
  ],
  ["Residual", "By how much a point lies above or below the fitted curve, in percent of the curve."],
  [
    "Ledger",
    "Exact counts of the messages and bytes alive. It must come back to zero: one lost message shows.",
  ],
];

export function glossarySection(): Section {
  return {
    id: "reading",
    title: "How to read this report",
    body: html`<dl class="glossary">${words.map(([word, meaning]) => html`<div><dt>${word}</dt><dd>${meaning}</dd></div>`)}</dl>`,
  };
}
