import { type Command, InvalidArgumentError } from "commander";
import { loaded } from "../loaded.ts";

const addResults = loaded(async () => (await import("./history/add.ts")).addResults);
const importForeign = loaded(async () => (await import("./history/import.ts")).importForeign);
const listSeries = loaded(async () => (await import("./history/list.ts")).listSeries);
const showSeries = loaded(async () => (await import("./history/show.ts")).showSeries);

/** `strait history` and its commands. */
export function historyCommand(history: Command): void {
  history
    .description("keep the figures of many runs in one file, and see what changed between them")
    .addHelpText(
      "after",
      `
Examples:
  strait history add results            add the result files of the last run
  strait history list                   every series, its last figure and its last change
  strait history show 3                 the changes of series 3, and the commit of each
  strait history import data.js         take over what github-action-benchmark kept`,
    );
  stored(history.command("add"))
    .description("add result files; what a run has given already is not added again")
    .argument("<files...>", "result files, or folders of them")
    .option("--branch <name>", "branch that was measured; the one that is checked out here if not given")
    .addHelpText(
      "after",
      `
Points are ordered by the date of their commit, where this repository knows it, else by that of the run.

Examples:
  strait history add results
  strait history add run-1.jsonl run-2.jsonl --branch main --database ~/strait.duckdb`,
    )
    .action(addResults);
  analysed(stored(history.command("list")))
    .description("list the series with their number of points, last figure and last change")
    .argument("[text]", "only series whose name contains this")
    .addHelpText("after", "\nExamples:\n  strait history list\n  strait history list wide/read-one --json")
    .action(listSeries);
  analysed(stored(history.command("show")))
    .description(
      "show the levels of a series, what changed between them, and the first commit after each change",
    )
    .argument("<series>", "number or name of a series, as `list` prints them")
    .addHelpText(
      "after",
      "\nExamples:\n  strait history show 3\n  strait history show wide/read-one/read --minimum-effect 5",
    )
    .action(showSeries);
  stored(history.command("import"))
    .description(
      "add what another tool measured: data.js of github-action-benchmark, or Bencher Metric Format",
    )
    .argument("<file>", "data.js, or JSON in Bencher Metric Format")
    .option("--branch <name>", "branch that was measured", "main")
    .option("--machine <name>", "machine that measured", "unknown")
    .option("--commit <id>", "commit that was measured; Bencher Metric Format does not say")
    .option("--date <date>", "when; for Bencher Metric Format, else that of the commit or the file", instant)
    .addHelpText(
      "after",
      "\nExamples:\n  strait history import data.js\n  strait history import bmf.json --commit 4f2a9c1 --date 2026-03-01",
    )
    .action(importForeign);
}

/** Options of all commands on a history. */
function stored(command: Command): Command {
  return command
    .option("--database <file>", "file of the history; made on first use", "history.duckdb")
    .option("--json", "print JSON instead of text");
}

function analysed(command: Command): Command {
  return command.option(
    "--minimum-effect <percent>",
    "smallest change that is reported, in percent",
    percent,
    2,
  );
}

function percent(text: string): number {
  const value = Number(text);
  if (!(text.trim() !== "" && value >= 0 && value <= 1000)) {
    throw new InvalidArgumentError("Give a number from 0 to 1000.");
  }
  return value;
}

/** Milliseconds since 1970. */
function instant(text: string): number {
  const value = Date.parse(text);
  if (Number.isNaN(value) || value < 0) {
    throw new InvalidArgumentError("Give a date from 1970 on, such as 2026-03-01 or 2026-03-01T12:00:00Z.");
  }
  return value;
}
