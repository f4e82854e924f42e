import { calibrationNames } from "@strait/analysis/calibration-names";
import { goalNames } from "@strait/goals/catalogue";
import { profileNames } from "@strait/harness/profile";
import { runtimeNames } from "@strait/runtimes/names";
import { Command, InvalidArgumentError, Option } from "commander";
import { historyCommand } from "./command/history.ts";
import { exitCode } from "./exit-code.ts";
import { loaded } from "./loaded.ts";

const agree = loaded(async () => (await import("./command/agree.ts")).agree);
const bench = loaded(async () => (await import("./command/bench.ts")).bench);
const calibrate = loaded(async () => (await import("./command/calibrate.ts")).calibrate);
const compare = loaded(async () => (await import("./command/compare.ts")).compare);
const generate = loaded(async () => (await import("./command/generate.ts")).generate);
const goals = loaded(async () => (await import("./command/goals.ts")).goals);
const listCases = loaded(async () => (await import("./command/list.ts")).listCases);
const report = loaded(async () => (await import("./command/report.ts")).report);
const run = loaded(async () => (await import("./command/run.ts")).run);
const verdicts = loaded(async () => (await import("./command/verdicts.ts")).verdicts);

/** Runs the command line and sets the exit code of the process. Expected failures are one sentence on standard error. */
export async function program(argv: readonly string[]): Promise<void> {
  try {
    await commandLine().parseAsync(argv);
  } catch (error) {
    const { expectedFailure } = await import("./expected-failure.ts");
    const failure = expectedFailure(error);
    if (failure === null) throw error;
    process.stderr.write(`strait: ${failure.message}\n`);
    process.exitCode = failure.exitCode;
  }
}

function commandLine(): Command {
  const strait = new Command("strait")
    .description("Measures what it costs to move structured messages between JavaScript and Rust.")
    .showHelpAfterError("(run with --help for the options)")
    .exitOverride((error) => {
      process.exit(error.exitCode === 0 ? exitCode.allHold : exitCode.misuse);
    })
    .addHelpText(
      "after",
      `\nExit codes: 0 all required verdicts hold, 1 a floor was missed or a check failed, 2 wrong use or set-up, 3 cut short or too disturbed to tell.`,
    );
  measuring(strait.command("bench"))
    .addOption(runtimeOption())
    .description("build what is needed, run every scenario through Nx, write the report")
    .argument("[scenarios...]", "names of scenarios; all when none is named")
    .addOption(live())
    .action(bench);
  measuring(strait.command("run"))
    .addOption(runtimeOption())
    .description("run one scenario that is built already, and print its table")
    .argument("<scenario>", "name of a scenario, or path of a scenario module")
    .addOption(live())
    .option("--json", "print the analysis as JSON instead of a table")
    .option("--quiet", "print no progress")
    .option("--suite", "one of a suite: spend on narrower intervals only this scenario's share of its time")
    .action(run);
  measuring(strait.command("compare"))
    .description(
      "build two versions, measure both in the same processes, say what the change did to every case",
    )
    .requiredOption("--base <ref|file>", "what was: a branch, tag or commit, or an add-on file")
    .option("--head <ref|file>", "what is: the same; the files of the working tree when not given")
    .option("--scenario <names>", "scenarios to compare, separated by commas", (list: string) =>
      list.split(","),
    )
    .option("--json", "print the verdicts as JSON instead of a table")
    .option("--quiet", "print no progress")
    .addHelpText(
      "after",
      `\nExit codes: 0 nothing got worse, 1 something is slower or counts more, or a check failed, 2 wrong use or a build that fails, 3 cut short.`,
    )
    .action(compare);
  strait
    .command("agree")
    .description("say whether two runs of the same thing agree, and name the figures that do not")
    .argument("<one>", "folder of results")
    .argument("<other>", "folder of results of another run")
    .option("--json", "print the figures as JSON instead of a table")
    .addHelpText(
      "after",
      `\nA figure agrees when each median lies in the other's 99% interval.\nExit codes: 0 at least 90% of the figures agree (that of five forks each: a little more is wanted of fewer, a little less of more), 1 fewer do, 2 wrong use.`,
    )
    .action(agree);
  measuring(strait.command("goals"))
    .description(
      "build what is needed, measure every goal of the design beside C and other libraries, print their table",
    )
    .option("--json", "print the rows as JSON instead of a table")
    .option("--quiet", "print no progress")
    .addHelpText(
      "after",
      `\nFor --only: ${goalNames.join(", ")}.\nExit codes: 0 no goal is missed, 1 one is or a check failed, 2 wrong use or set-up, 3 cut short.`,
    )
    .action(goals);
  strait
    .command("calibrate")
    .description("measure how often the methods of the analysis are right, on data whose truth is planted")
    .addOption(only("calibrations"))
    .option("--scale <factor>", "multiple of the documented number of simulations", positiveNumber, 1)
    .option("--seed <number>", "seed of all simulations", wholeNumber, 1)
    .option("--json", "print the rows as JSON instead of tables")
    .option("--quiet", "print no progress")
    .option("--output <file>", "Markdown page to write, such as docs/calibration.md")
    .addHelpText(
      "after",
      `\nFor --only: ${calibrationNames.join(", ")}.\nExit codes: 0 no goal is missed, 1 one is, 2 wrong use, 3 cut short.`,
    )
    .action(calibrate);
  strait
    .command("report")
    .description("write one HTML file from the result files of a folder")
    .option("--results <folder>", "folder of the result files", "results")
    .option("--output <file>", "HTML file to write; default report.html in the folder of the results")
    .action(report);
  strait
    .command("verdicts")
    .description(
      "show all verdicts of the last run of every scenario, and what would decide those that are open",
    )
    .option("--results <folder>", "folder of the result files", "results")
    .action(verdicts);
  strait
    .command("generate")
    .description("write Rust structs and TypeScript views for a schema of your own")
    .requiredOption(
      "--proto <folder>",
      "folder with the .proto files, from which their imports are looked up",
    )
    .requiredOption("--out <folder>", "folder to write to; its rust/ and typescript/ are replaced")
    .option("--rust-crate <name>", "crate that the Rust code takes its cells from", rustName, "strait_native")
    .option("--runtime <module>", "module that the TypeScript code imports", "@strait/native/runtime")
    .action(generate);
  historyCommand(strait.command("history"));
  strait.command("list").description("list the scenarios and their cases").action(listCases);
  return strait;
}

/** Options of the commands that measure. */
function measuring(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--profile <name>",
        "how thorough: smoke checks that all works, quick answers a question, full is for publishing",
      )
        .choices(profileNames)
        .default("quick")
        .env("BENCH_PROFILE"),
    )
    .option("--results <folder>", "folder for the result files", "results")
    .addOption(only("cases"))
    .option(
      "--forks <count>",
      "fresh processes per case; default by profile, with more for wide intervals",
      wholeNumber,
    )
    .option("--resume", "finish a run that was cut short: what it recorded in the results folder is kept")
    .option("--seed <number>", "seed of all random content and order; default 1", wholeNumber);
}

function live(): Option {
  return new Option(
    "--live",
    "serve a page on 127.0.0.1 that shows the run as it goes; its address is printed, and it ends with the run",
  );
}

function runtimeOption(): Option {
  return new Option(
    "--runtime <names>",
    `what to measure on, separated by commas: ${runtimeNames.join(", ")}, or all; fetched on first use. Default: the Node that runs this`,
  );
}

function only(what: string): Option {
  return new Option(`--only <${what}>`, `${what} to run, separated by commas`).argParser((list) =>
    list.split(","),
  );
}

function rustName(text: string): string {
  const name = text.replaceAll("-", "_");
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new InvalidArgumentError("Give the name of a crate.");
  return name;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError("Give a whole number.");
  return value;
}

function positiveNumber(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1000)) throw new InvalidArgumentError("Give a number above zero, such as 0.1.");
  return value;
}
