import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import {
  listResultFiles,
  printable,
  readVerdicts,
  type VerdictRecord,
  verdictFileName,
} from "@strait/results";
import Table from "cli-table3";

/** What a summary shows of a verdict. */
export type ShownVerdict = Pick<
  VerdictRecord,
  "scenario" | "case" | "question" | "target" | "outcome" | "sentence" | "wouldDecide"
> & {
  /** Where it was measured, such as "linux-x64-bun". */
  readonly platform: string;
};

/** The columns: which verdicts belong in each. */
const kinds: readonly (readonly [title: string, belongs: (verdict: ShownVerdict) => boolean])[] = [
  ["checks", ({ question }) => question === "checks"],
  ["floors", ({ question, target }) => question === "target" && target?.name === "floor"],
  ["goals", ({ question, target }) => question === "target" && target?.name !== "floor"],
  ["growth", ({ question }) => question === "scaling"],
  ["leaks, drift", ({ question }) => question === "leak" || question === "drift"],
];

const glyphs = { holds: "✓", fails: "✗", undecided: "~" } as const;
type Outcome = keyof typeof glyphs;
const outcomes: readonly Outcome[] = ["holds", "fails", "undecided"];

/** Characters of a sentence. */
const longest = 1000;

/**
 * Every verdict of a suite in one table, a row for each scenario and a column for each kind; under it, in a sentence, every
 * one that does not hold, and how many there are. Where several platforms were measured, each sentence says on which it is so.
 */
export function renderVerdicts(verdicts: readonly ShownVerdict[]): string {
  const table = new Table({
    head: ["scenario", ...kinds.map(([title]) => title)],
    style: { head: [], border: [], compact: true },
  });
  for (const [scenario, own] of Map.groupBy(verdicts, (verdict) => verdict.scenario)) {
    table.push([printable(scenario), ...kinds.map(([, belongs]) => countsOf(own.filter(belongs)))]);
  }
  const platforms = new Set(verdicts.map(({ platform }) => platform)).size;
  const unsettled = outcomes
    .filter((outcome) => outcome !== "holds")
    .flatMap((outcome) => {
      const own = verdicts.filter((verdict) => verdict.outcome === outcome);
      return [...Map.groupBy(own, (verdict) => sentenceOf(verdict)).values()].map((same) =>
        sentenceOn(same, platforms),
      );
    });
  const count = (outcome: Outcome) => verdicts.filter((verdict) => verdict.outcome === outcome).length;
  return [
    table.toString(),
    ...unsettled.map((sentence) => printable(sentence, longest)),
    `${verdicts.length} verdicts: ${count("holds")} hold, ${count("fails")} fail, ${count("undecided")} undecided.`,
  ].join("\n");
}

function countsOf(verdicts: readonly ShownVerdict[]): string {
  return outcomes
    .map(
      (outcome) =>
        [glyphs[outcome], verdicts.filter((verdict) => verdict.outcome === outcome).length] as const,
    )
    .filter(([, count]) => count > 0)
    .map(([glyph, count]) => `${glyph} ${count}`)
    .join("  ");
}

function sentenceOf(
  { outcome, scenario, case: name, sentence, wouldDecide }: ShownVerdict,
  where = "",
): string {
  const glyph = outcome === "fails" ? glyphs.fails : glyphs.undecided;
  return `${glyph} ${scenario}/${name}${where}: ${sentence}${wouldDecide === null ? "" : ` ${wouldDecide}`}`;
}

/** The same sentence of one platform or more, of so many that there are. */
function sentenceOn(same: readonly ShownVerdict[], platforms: number): string {
  const [first] = same;
  if (first === undefined) return "";
  const names = [...new Set(same.map(({ platform }) => platform))];
  const where = names.length === platforms ? `all ${platforms} platforms` : names.join(", ");
  return sentenceOf(first, platforms === 1 ? "" : ` on ${where}`);
}

/**
 * The verdicts beside all result files of a folder, as the last run of each scenario left them.
 *
 * @throws ResultError when the folder or a file of verdicts cannot be read
 */
export function verdictsIn(folder: string): ShownVerdict[] {
  return listResultFiles(folder).flatMap((file) => {
    const beside = join(dirname(file), verdictFileName(basename(file)));
    if (!existsSync(beside)) return [];
    const [, platform = ""] = basename(file).split(".");
    return readVerdicts(beside).verdicts.map((verdict) => ({ ...verdict, platform }));
  });
}
