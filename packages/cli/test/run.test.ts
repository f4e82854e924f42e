/** Oracle: what the result files say, read by the results package; the exit codes of README.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { analyse, formatQuantity, judgeAgain } from "@strait/analysis";
import { listResultFiles, readResultFile, readVerdicts, verdictFileName } from "@strait/results";
import { describe, expect, it } from "vitest";
import { strait, temporaryFolder } from "./strait.ts";

const leak = join(import.meta.dirname, "fixtures/leak.ts");

function onlyResultFile(folder: string): string {
  const [file, ...others] = listResultFiles(folder);
  if (file === undefined || others.length > 0) throw new Error(`expected one result file in ${folder}`);
  return file;
}

const anywhere = join(import.meta.dirname, "fixtures/anywhere.ts");
const broken = join(import.meta.dirname, "../../harness/test/fixtures/no-scenario.ts");

describe("strait run", { timeout: 60_000 }, () => {
  it("exits 1 and names the type when a message leaks", () => {
    const { code, output } = strait(["run", leak, "--profile", "smoke", "--results", temporaryFolder()]);
    expect(output).toContain("strait.stress.v1.PriceTick leaked 1 message");
    expect(code).toBe(1);
  });

  it("prints the figures of the result file, and exits 0 when the ledger is at zero", () => {
    const results = temporaryFolder();
    const { code, output } = strait([
      "run",
      "memory",
      "--profile",
      "smoke",
      "--forks",
      "2",
      "--results",
      results,
    ]);
    const { summaries, verdicts } = analyse(readResultFile(onlyResultFile(results)));
    expect(summaries.length).toBeGreaterThan(8);
    for (const { median, metric } of summaries) {
      expect(output).toContain(formatQuantity(median, metric.unit, metric.operation));
    }
    expect(verdicts.filter(({ question, outcome }) => question === "checks" && outcome !== "holds")).toEqual(
      [],
    );
    expect(code).toBe(0);
  });

  it("leaves its verdicts beside the result file, and they come out of their file again", () => {
    const results = temporaryFolder();
    strait(["run", "memory", "--profile", "smoke", "--forks", "2", "--quiet", "--results", results]);
    const file = onlyResultFile(results);
    const { header, verdicts } = readVerdicts(join(results, verdictFileName(basename(file))));
    expect(header.run).toBe(readResultFile(file).header.run.id);
    const concluded = analyse(readResultFile(file)).verdicts.map(({ outcome }) => outcome);
    expect(verdicts.map(({ outcome }) => outcome)).toEqual(concluded);
    expect(judgeAgain(verdicts).map(({ outcome }) => outcome)).toEqual(concluded);
  });

  it("runs only the cases that are asked for, in the order of the scenario", () => {
    const results = temporaryFolder();
    const only = "rapid-cycles,four-types";
    expect(strait(["run", "memory", "--profile", "smoke", "--only", only, "--results", results]).code).toBe(
      0,
    );
    const { header } = readResultFile(onlyResultFile(results));
    expect(header.cases.map(({ name }) => name)).toEqual(["four-types", "rapid-cycles"]);
  });

  it("prints the analysis as JSON", () => {
    const { output } = strait([
      "run",
      "memory",
      "--profile",
      "smoke",
      "--only",
      "rapid-cycles",
      "--json",
      "--quiet",
      "--results",
      temporaryFolder(),
    ]);
    expect(JSON.parse(output).summaries).toHaveLength(1);
  });

  it.each([
    ["an unknown scenario", ["run", "nonsense"], 'there is no scenario "nonsense"; name one of boundary, '],
    [
      "an unknown case",
      ["run", "memory", "--only", "nonsense", "--profile", "smoke"],
      'There is no case "nonsense"',
    ],
    [
      "an unwritable folder",
      ["run", "memory", "--profile", "smoke", "--results", "/dev/null/results"],
      "/dev/null/results",
    ],
    ["an unknown profile", ["run", "memory", "--profile", "slow"], "smoke, quick, full"],
    ["a fraction of a fork", ["run", "memory", "--forks", "1.5"], "Give a whole number"],
    ["no command at all", [], "Usage: strait"],
    ["a folder without results", ["report", "--results", "/dev/null"], "/dev/null"],
  ])("refuses %s with a sentence and exit code 2", (_case, commandArguments, sentence) => {
    const { code, errors } = strait(commandArguments);
    expect(errors).toContain(sentence);
    expect(errors).not.toContain("    at ");
    expect(code).toBe(2);
  });
});

describe("strait bench", { timeout: 60_000 }, () => {
  it("measures nothing for minutes when one of its scenarios cannot be loaded", () => {
    const results = temporaryFolder();
    const { code, errors } = strait(["bench", anywhere, broken, "--profile", "quick", "--results", results]);
    expect(errors).toMatch(/The scenario .*no-scenario\.ts cannot be loaded/);
    expect(code).toBe(2);
    expect(listResultFiles(results)).toEqual([]);
  });

  it("says what to install where there is no Rust, before it does anything", () => {
    const results = temporaryFolder();
    const { code, errors } = strait(["bench", "--results", results], { PATH: dirname(process.execPath) });
    expect(errors).toBe(
      "strait: cargo was not found; install stable Rust, for example with rustup from https://rustup.rs, and run again\n",
    );
    expect(code).toBe(2);
    expect(listResultFiles(results)).toEqual([]);
  });
});

describe("strait report", { timeout: 60_000 }, () => {
  it("writes a page whose medians are those of the result files", () => {
    const results = temporaryFolder();
    strait(["run", "memory", "--profile", "smoke", "--results", results]);
    const { code, output } = strait(["report", "--results", results]);
    const page = readFileSync(join(results, "report.html"), "utf8");
    expect(output).toContain(join(results, "report.html"));
    for (const { median, metric } of analyse(readResultFile(onlyResultFile(results))).summaries) {
      expect(page).toContain(formatQuantity(median, metric.unit, metric.operation));
    }
    expect(code).toBe(0);
  });

  it("reads a result file that was cut short up to its last whole line", () => {
    const results = temporaryFolder();
    strait(["run", "memory", "--profile", "smoke", "--results", results]);
    const file = onlyResultFile(results);
    const whole = readFileSync(file, "utf8");
    writeFileSync(file, whole.slice(0, -20));
    const { code } = strait(["report", "--results", results]);
    expect(code).toBe(0);
    expect(readFileSync(join(results, "report.html"), "utf8")).toContain("last line was dropped");
  });
});
