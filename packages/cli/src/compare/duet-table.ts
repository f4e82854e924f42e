import { styleText } from "node:util";
import {
  type AnalysedChange,
  type ChangeOutcome,
  type DuetAnalysis,
  formatPercent,
  formatQuantity,
  median,
  recordDuetVerdicts,
} from "@strait/analysis";
import { type BuildDescription, printable } from "@strait/results";
import Table from "cli-table3";
import { foldWarnings } from "../fold-warnings.ts";

/** Characters of a sentence under the table. */
const longestNote = 1000;

const glyphs: Readonly<Record<ChangeOutcome, string>> = {
  slower: "✗ slower",
  faster: "✓ faster",
  more: "✗ more",
  fewer: "✓ fewer",
  same: "= same",
  undecided: "~ undecided",
};

/**
 * A comparison of two builds for a terminal: for every metric the cost of the base, the change with its interval, what the
 * same comparison finds between two copies of the base, the smallest change it could have seen, and the verdict.
 *
 * @param left scenarios that were not compared, with the reason
 */
export function renderDuet(analysis: DuetAnalysis, left: readonly string[] = []): string {
  const { header, changes, checks } = analysis;
  const table = new Table({
    head: ["case", "metric", "base", "change", "99% interval", "base again", "would see", "verdict"],
    style: { head: [], border: [], compact: true },
    colAligns: ["left", "left", "right", "right", "right", "right", "right", "left"],
  });
  for (const { scenario, case: name, outcome } of checks) {
    const checked = outcome === "holds" ? "" : "✗ checks fail";
    table.push([printable(`${scenario}/${name}`), "", "", "", "", "", "", checked]);
    for (const change of changes) {
      if (change.scenario === scenario && change.case === name) table.push(["", ...changeRow(change)]);
    }
  }
  const { profile, forks, seed } = header.run;
  const heading = `${describeBuild(header.base)} against ${describeBuild(header.head)} (${profile}, ${forks} forks, seed ${seed})`;
  return [styleText("bold", heading), paint(table.toString()), ...notes(analysis, left)].join("\n");
}

/** The same for programs: every verdict as it is recorded, and where the records are. */
export function duetAsJson(analysis: DuetAnalysis, records: string): object {
  const { header, warnings } = analysis;
  return { header, verdicts: recordDuetVerdicts(analysis), warnings, records };
}

function describeBuild({ label, commit, addons }: BuildDescription): string {
  const hashes = new Set(addons.map(({ addon }) => addon.fileHash.slice(0, 8)));
  const parts = [
    ...(commit === null ? [] : [commit.slice(0, 10)]),
    ...[...hashes].map((hash) => `add-on ${hash}`),
  ];
  return `${printable(label)}${parts.length === 0 ? "" : ` [${parts.join(", ")}]`}`;
}

function changeRow(change: AnalysedChange): string[] {
  const { metric, forks, ratio, interval, control, smallestEffect, outcome } = change;
  const base = forks.length === 0 ? null : median(forks.map((fork) => fork.base));
  const asCount = metric.unit !== "nanoseconds/operation";
  return [
    printable(metric.title),
    base === null ? "not measured" : formatQuantity(base, metric.unit, metric.operation),
    signed(ratio),
    interval === null ? "" : `${signed(interval.low)} to ${signed(interval.high)}`,
    asCount ? "" : signed(control.ratio),
    smallestEffect === null ? (asCount ? "any" : "") : formatPercent(smallestEffect),
    glyphs[outcome],
  ];
}

/** A ratio as a change: "+3.1%", "−0.2%". */
function signed(ratio: number | null): string {
  if (ratio === null) return "";
  const percent = 100 * (ratio - 1);
  if (Math.abs(percent) < 0.005) return "0%";
  const digits = Math.abs(percent) < 10 ? 2 : 1;
  return `${percent < 0 ? "−" : "+"}${Math.abs(percent).toFixed(digits)}%`;
}

/** What changed and what is open, then what was not compared and every warning. */
function notes({ header, changes, checks, warnings }: DuetAnalysis, left: readonly string[]): string[] {
  const count = (outcome: ChangeOutcome) => changes.filter((change) => change.outcome === outcome).length;
  const outcomes: readonly ChangeOutcome[] = ["slower", "more", "faster", "fewer", "same", "undecided"];
  const counted = outcomes.flatMap((outcome) => (count(outcome) > 0 ? [`${count(outcome)} ${outcome}`] : []));
  const warned = [
    ...checks.flatMap((one) => one.warnings.map((text) => ({ name: placeOf(one), text }))),
    ...changes.flatMap((one) =>
      one.warnings.map((text) => ({ name: `${placeOf(one)} (${one.metric.title})`, text })),
    ),
  ];
  // Without an interval there is nothing to say that the table does not.
  const open = changes.filter(({ outcome, interval }) => outcome !== "same" && interval !== null);
  const skipped = header.scenarios.flatMap(({ name, skipped: cases }) =>
    cases.map((one) => ({ name: `${name}/${one.case}`, reason: one.reason })),
  );
  return [
    `${counted.join(", ")}. "Base again" is a second copy of the base in the same processes: what is found where nothing changed.`,
    ...checks
      .filter(({ outcome }) => outcome === "fails")
      .map(({ scenario, case: name, sentence }) => `✗ ${scenario}/${name}: ${sentence}`),
    ...open.map(
      (one) =>
        `${glyphs[one.outcome].slice(0, 1)} ${placeOf(one)}: ${one.sentence}${one.wouldDecide === null ? "" : ` ${one.wouldDecide}`}`,
    ),
    ...[...Map.groupBy(skipped, ({ reason }) => reason)].map(
      ([reason, group]) => `Not compared: ${group.map(({ name }) => name).join(", ")}: ${reason}.`,
    ),
    ...left.map((reason) => `Not compared: ${reason}.`),
    ...foldWarnings(warned),
    ...warnings.map((warning) => `! ${warning}`),
  ].map((note) => printable(note, longestNote));
}

function placeOf({ scenario, case: name }: { readonly scenario: string; readonly case: string }): string {
  return `${scenario}/${name}`;
}

/** Colours the verdicts in a finished table, where colour codes cannot disturb its columns. */
function paint(table: string): string {
  return table
    .replaceAll(/✗ (slower|more|checks fail)/g, (text) => styleText("red", text))
    .replaceAll(/✓ (faster|fewer)/g, (text) => styleText("green", text))
    .replaceAll("~ undecided", styleText("yellow", "~ undecided"));
}
