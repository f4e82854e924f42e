import { styleText } from "node:util";
import type { ComparisonAnalysis, Outcome, ScenarioAnalysis, Verdict } from "@strait/analysis";
import { formatPercent, formatQuantity, formatRange } from "@strait/analysis";
import { printable } from "@strait/results";
import Table from "cli-table3";
import { renderComparison, unavailableNotes } from "./comparison-table.ts";
import { noiseNote, renderConducts } from "./conduct-table.ts";
import { foldWarnings } from "./fold-warnings.ts";

type MetricDescription = ScenarioAnalysis["cases"][number]["metrics"][number];

/** Characters of a sentence under the table; verdicts with their figures are well below it. */
const longestNote = 1000;

const glyphs: Readonly<Record<Outcome, string>> = {
  holds: "✓ holds",
  fails: "✗ fails",
  undecided: "~ undecided",
};

/**
 * The table of one scenario for a terminal: for every metric its median, interval, targets and verdicts, then how the
 * cases ran, then what a reader should know of all that. Colours appear only where standard output shows them.
 */
export function renderTable(analysis: ScenarioAnalysis): string {
  const { header, cases } = analysis;
  const { profile, forks, seed } = header.run;
  const { runtime } = header.environment;
  const table = new Table({
    head: ["case", "metric", "median", "interval", "held against", "verdict"],
    style: { head: [], border: [], compact: true },
    colAligns: ["left", "left", "right", "right", "left", "left"],
  });
  for (const { name, metrics, comparison } of cases) {
    if (analysis.unavailable.some((one) => one.case === name)) {
      table.push([printable(name), "", "", "", "", "not available"]);
      continue;
    }
    const rows = comparison === undefined ? metrics : [];
    table.push(
      [printable(name), "", "", "", "checks", outcomeOfChecks(analysis, name)],
      ...ledgerRows(analysis, name),
      ...rows.map((metric) => ["", ...metricRow(analysis, name, metric)]),
    );
  }
  const heading = `${printable(header.scenario.title)} (${profile}, ${forks} ${forks === 1 ? "fork" : "forks"}, seed ${seed}, ${runtime.name} ${printable(runtime.version)})`;
  return [
    styleText("bold", heading),
    paint(table.toString()),
    ...comparisonTables(analysis.comparisons),
    renderConducts(analysis),
    ...noiseNote(analysis).map((note) => printable(note, longestNote)),
    ...unavailableCases(analysis),
    ...notes(analysis),
  ].join("\n");
}

/** Why cases could not be measured where this ran. */
function unavailableCases({ header, unavailable }: ScenarioAnalysis): string[] {
  const { name, version } = header.environment.runtime;
  return unavailable.map(({ case: one, reason }) =>
    printable(`${one}, not available on ${name} ${version}: ${reason}`, longestNote),
  );
}

/** Every comparison under its title, and what its marks mean. */
function comparisonTables(comparisons: readonly ComparisonAnalysis[]): string[] {
  const [first] = comparisons;
  if (first === undefined) return [];
  const { baseline, contenders } = first.comparison;
  const baselineTitle = contenders.find(({ name }) => name === baseline)?.title ?? baseline;
  return [
    ...comparisons.flatMap((comparison) => [
      styleText("bold", printable(comparison.title)),
      renderComparison(comparison),
    ]),
    `Multiples of what "${printable(baselineTitle)}" costs in the same column, taken within each fork. ★ surely cheaper; ~ not sure which.`,
    ...comparisons.flatMap(unavailableNotes),
  ];
}

function metricRow(analysis: ScenarioAnalysis, caseName: string, metric: MetricDescription): string[] {
  const verdicts = analysis.verdicts.filter(
    (verdict) => verdict.case === caseName && verdict.metric === metric.name,
  );
  return [
    printable(metric.title),
    ...figures(analysis, caseName, metric),
    verdicts.map((verdict) => heldAgainst(verdict, metric)).join("\n"),
    verdicts.map(({ outcome }) => glyphs[outcome]).join("\n"),
  ];
}

/** Median and interval; for a metric taken at several sizes, the medians at both ends and the sizes. */
function figures(
  analysis: ScenarioAnalysis,
  caseName: string,
  { name, unit, operation, size }: MetricDescription,
): string[] {
  const summaries = analysis.summaries
    .filter((summary) => summary.case === caseName && summary.metric.name === name)
    .sort((one, other) => (one.size ?? 0) - (other.size ?? 0));
  const first = summaries[0];
  const last = summaries.at(-1);
  if (first === undefined || last === undefined) return ["not measured", ""];
  if (size !== undefined) {
    const at = (value: number | null) => (value ?? 0).toLocaleString("en-US");
    return [
      formatRange(first.median, last.median, unit, operation),
      `at ${at(first.size)} to ${at(last.size)}`,
    ];
  }
  const { median, interval } = first;
  return [
    formatQuantity(median, unit, operation),
    interval === null ? "" : formatRange(interval.low, interval.high, unit, operation),
  ];
}

function heldAgainst({ target, question }: Verdict, metric: MetricDescription): string {
  if (target === null) return questions[question] ?? "";
  const side = target.comparison === "atLeast" ? "≥" : "≤";
  return `${target.name} ${side} ${formatQuantity(target.value, target.unit, metric.operation)}`;
}

/** A row for every place whose ledger was read. */
function ledgerRows({ verdicts }: ScenarioAnalysis, caseName: string): string[][] {
  return verdicts
    .filter(({ case: name, question, metric }) => name === caseName && question === "leak" && metric === null)
    .map(({ parameters, outcome }) => {
      const place = printable(String(parameters["place"]));
      return ["", `Ledger: ${place}`, "", "", questions.leak ?? "", glyphs[outcome]];
    });
}

function outcomeOfChecks({ verdicts }: ScenarioAnalysis, caseName: string): string {
  const verdict = verdicts.find(({ case: name, question }) => name === caseName && question === "checks");
  return verdict === undefined ? "" : glyphs[verdict.outcome];
}

/** What a metric is held against where there is no target. */
const questions: Readonly<Partial<Record<Verdict["question"], string>>> = {
  scaling: "linear or better",
  leak: "no leak",
  drift: "no drift",
};

/** What did not hold and what would decide it, then the warnings. Those of single sizes are left to the report. */
function notes({ verdicts, summaries, conducts, warnings }: ScenarioAnalysis): string[] {
  const unsettled = verdicts
    .filter(({ outcome }) => outcome !== "holds")
    .map(
      ({ outcome, case: name, sentence, wouldDecide }) =>
        `${glyphs[outcome]}: ${name}: ${sentence}${wouldDecide === null ? "" : ` ${wouldDecide}`}`,
    );
  const warned = [...summaries.filter(({ size }) => size === null), ...verdicts].flatMap(
    ({ case: name, warnings: own }) => own.map((text) => ({ name, text })),
  );
  const confidence = summaries.find(({ interval }) => interval !== null)?.interval?.confidence;
  const legend = confidence === undefined ? [] : [`Intervals at ${formatPercent(confidence)}.`];
  const left = conducts.flatMap(({ case: name, notes: own }) => own.map((text) => `· ${name}: ${text}`));
  return [
    ...legend,
    ...unsettled,
    ...foldWarnings(warned),
    ...warnings.map((warning) => `! ${warning}`),
    ...left,
  ].map((note) => printable(note, longestNote));
}

/** Colours the verdicts in a finished table, where colour codes cannot disturb its columns. */
function paint(table: string): string {
  return table
    .replaceAll("✓ holds", styleText("green", "✓ holds"))
    .replaceAll("✗ fails", styleText("red", "✗ fails"))
    .replaceAll("~ undecided", styleText("yellow", "~ undecided"));
}
