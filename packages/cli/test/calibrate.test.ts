/** Oracles: the calibrations run in this process, docs/calibration.md, and planted rows for the exit code. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type CalibrationRow, calibrations, figureRow, shareRow } from "@strait/analysis/calibration";
import { describe, expect, it, test } from "vitest";
import { cellsOf, conclusionOf } from "../src/calibrate/figures.ts";
import { calibrationExitCode } from "../src/exit-code.ts";
import { strait, temporaryFolder, workspaceRoot } from "./strait.ts";

/** Small enough to take a second, and large enough for every claim to appear. */
const small = ["calibrate", "--scale", "0.002"];

describe("strait calibrate", { timeout: 120_000 }, () => {
  it("prints as JSON what the chosen calibration gives in one thread, in its order", () => {
    const { code, output, errors } = strait([...small, "--only", "complexity", "--seed", "7", "--json"]);
    const rows: (CalibrationRow & { calibration: string })[] = JSON.parse(output);
    const parts = calibrations.find(({ name }) => name === "complexity")?.parts ?? [];
    const expected = parts.flatMap(({ run }) => run({ scale: 0.002, seed: 7 }));
    expect(expected.length).toBeGreaterThan(20);
    expect(rows).toEqual(expected.map((row) => ({ calibration: "complexity", ...row })));
    for (const { name } of parts) expect(errors).toContain(`complexity: ${name} (`);
    expect(errors.trim().split("\n")).toHaveLength(parts.length);
    expect(code).toBe(calibrationExitCode(rows));
  });

  it("prints tables, and no progress when it is to be quiet", () => {
    const { output, errors } = strait([...small, "--only", "comparison", "--quiet"]);
    expect(output).toContain("Is the head slower than the base");
    expect(output).toMatch(/\n21 goals: \d+ hold, \d+ fail, \d+ undecided\.\n$/);
    expect(errors).toBe("");
  });

  it.each([
    [
      "an unknown calibration",
      ["--only", "nonsense"],
      'there is no calibration "nonsense"; choose from median, complexity',
    ],
    ["a page of a part", ["--only", "comparison", "--output", "page.md"], "the page holds all calibrations"],
    ["no runs at all", ["--scale", "0"], "Give a number above zero, such as 0.1."],
    ["half a seed", ["--seed", "0.5"], "Give a whole number"],
  ])("refuses %s with a sentence and exit code 2", (_what, options, sentence) => {
    const { code, errors } = strait(["calibrate", ...options]);
    expect(errors).toContain(sentence);
    expect(code).toBe(2);
  });

  it("says why a page cannot be written", () => {
    const { code, errors } = strait([...small, "--quiet", "--output", "/dev/null/page.md"]);
    expect(errors).toContain("strait: the page cannot be written: ");
    expect(code).toBe(2);
  });

  it("ends at Ctrl-C with what had finished, exit code 3, and no page", async () => {
    const page = join(temporaryFolder(), "calibration.md");
    const main = join(workspaceRoot, "packages/cli/src/main.ts");
    const child = spawn(process.execPath, [main, "calibrate", "--output", page], { cwd: workspaceRoot });
    let [output, errors] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      // The first part has finished, and others are under way.
      if (errors === "") child.kill("SIGINT");
      errors += text;
    });
    const [code] = await once(child, "close");
    expect(errors).toContain("cut short");
    expect(output).toMatch(/\d+ goals: /);
    expect(existsSync(page)).toBe(false);
    expect(code).toBe(3);
  });
});

test("the exit code is 1 when a goal is failed, and what is undecided fails nothing", () => {
  const row = (counted: number) =>
    shareRow({ claim: "found", counted, trials: 100, goal: { atLeast: 0.95 } });
  expect([row(99), row(92), row(70)].map(({ outcome }) => outcome)).toEqual(["holds", "undecided", "fails"]);
  expect(calibrationExitCode([row(99), row(92)])).toBe(0);
  expect(calibrationExitCode([row(99), row(70)])).toBe(1);
  expect(conclusionOf([row(99), row(92), row(70)])).toBe("3 goals: 1 hold, 1 fail, 1 undecided.");
});

test("figures are shown in their units", () => {
  const claim = "claim";
  expect(cellsOf(shareRow({ claim, counted: 3, trials: 1000, goal: { atMost: 0.005 } }))).toEqual([
    "claim",
    "0.3%",
    "0.0758% to 1.18%",
    "≤ 0.5%",
    "1,000",
    "✓ holds",
  ]);
  const figure = { claim, trials: 5 } as const;
  const shown = [
    figureRow({ ...figure, reached: 0.8125, unit: "score", goal: { between: [0.75, 1] } }),
    figureRow({ ...figure, reached: 2.5e6, unit: "points/second", goal: { atLeast: 2e6 } }),
    figureRow({ ...figure, reached: 71, unit: "milliseconds", goal: { atMost: 50 } }),
  ].map((row) => cellsOf(row).slice(1, 4));
  expect(shown).toEqual([
    ["0.813", "", "0.75 to 1"],
    ["2.5 M/s", "", "≥ 2 M/s"],
    ["71 ms", "", "≤ 50 ms"],
  ]);
});

test("docs/calibration.md is a whole run of today's claims and goals", { timeout: 120_000 }, () => {
  const fresh = join(temporaryFolder(), "calibration.md");
  strait([...small, "--quiet", "--output", fresh]);
  /** Headings, and claim and goal of every row: what does not depend on chance. */
  const claims = (path: string) =>
    readFileSync(path, "utf8")
      .split("\n")
      .filter((line) => /^(\||## )/.test(line))
      .map((line) => line.split(" | ").filter((_, column) => column === 0 || column === 3));
  const kept = join(workspaceRoot, "docs/calibration.md");
  expect(claims(kept)).toEqual(claims(fresh));
  expect(readFileSync(kept, "utf8")).not.toContain("documented number of runs");
  const names = claims(kept).map(([claim]) => claim);
  expect(new Set(names).size).toBe(names.length - 2 * (calibrations.length - 1));
});
