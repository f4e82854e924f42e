/** Oracle: planted rows for the exit code; what the command prints and records for the rest. */
import { dirname } from "node:path";
import { atMostNanoseconds, type Row } from "@strait/goals";
import { listResultFiles, readResultFile } from "@strait/results";
import { describe, expect, it } from "vitest";
import { goalsExitCode } from "../src/exit-code.ts";
import { strait, temporaryFolder } from "./strait.ts";

function planted(outcome: Row["outcome"], name = "walk"): Row {
  const goal = { case: name, metric: "strait", title: "A goal", target: atMostNanoseconds(1) };
  return { goal, outcome, median: null, interval: null, detail: null, floor: null, note: null };
}

describe("the exit code of the goals", () => {
  const all = [planted("holds"), planted("undecided"), planted("not available")];

  it.each([
    [0, "nothing is missed", all, "quick", 0],
    [1, "a goal is missed", [...all, planted("missed")], "quick", 0],
    [0, "a time is missed in a smoke run", [planted("missed")], "smoke", 0],
    [1, "what is counted is missed in a smoke run", [planted("missed", "conformance")], "smoke", 0],
    [1, "a check failed", all, "quick", 1],
    [3, "the run was cut short", [planted("missed")], "quick", 3],
  ] as const)("is %i when %s", (code, _when, rows, profile, measured) => {
    expect(goalsExitCode(rows, profile, measured)).toBe(code);
  });
});

describe("strait goals", { timeout: 300_000 }, () => {
  it("measures what is chosen, keeps the records and prints the rows", () => {
    const results = temporaryFolder();
    const chosen = ["--only", "read-field,walk", "--profile", "smoke", "--quiet", "--results", results];
    const { code, output } = strait(["goals", ...chosen, "--json"]);
    const rows: Row[] = JSON.parse(output);
    expect(rows.map(({ goal }) => `${goal.case}/${goal.metric}`)).toEqual([
      "read-field/unchecked",
      "read-field/strait",
      "walk/offsets",
      "walk/strait",
      "walk/fresh",
    ]);
    expect(rows.every(({ median }) => median !== null && median > 0)).toBe(true);
    const { header, forks } = readResultFile(listResultFiles(results)[0] ?? "");
    expect(header.cases.map(({ name }) => name)).toEqual(["read-field", "walk"]);
    expect(forks.flatMap(({ checks }) => checks).every(({ passed }) => passed)).toBe(true);
    expect(code).toBe(0);
  });

  it.each([
    ["an unknown goal", ["--only", "nonsense"], 'there is no goal "nonsense"; choose from empty-call, slot,'],
    ["an unknown profile", ["--profile", "slow"], "smoke, quick, full"],
  ])("refuses %s with a sentence and exit code 2", (_what, options, sentence) => {
    const { code, errors } = strait(["goals", ...options]);
    expect(errors).toContain(sentence);
    expect(code).toBe(2);
  });

  it("says what to install where there is no Rust", () => {
    const { code, errors } = strait(["goals"], { PATH: dirname(process.execPath) });
    expect(errors).toContain("cargo was not found; install stable Rust");
    expect(code).toBe(2);
  });
});
