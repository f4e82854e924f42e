/** Oracle: verdicts planted by hand, of every kind and outcome. */
import { describe, expect, it } from "vitest";
import { renderVerdicts, type ShownVerdict } from "../src/verdict-table.ts";
import { strait, temporaryFolder } from "./strait.ts";

const target = { source: "", comparison: "atLeast", value: 1, unit: "operations/second" } as const;

function verdict(scenario: string, settings: Partial<ShownVerdict>): ShownVerdict {
  const common = { scenario, case: "one", question: "checks", target: null, outcome: "holds" } as const;
  return {
    ...common,
    platform: "linux-x64-node26",
    sentence: "All is well.",
    wouldDecide: null,
    ...settings,
  };
}

describe("the table of all verdicts", () => {
  const goal = { ...target, name: "goal" };
  const floor = { ...target, name: "floor" };
  const text = renderVerdicts([
    verdict("first", {}),
    verdict("first", { question: "target", target: floor }),
    verdict("first", { question: "target", target: goal, outcome: "fails", sentence: "It misses." }),
    verdict("first", { question: "target", target: goal }),
    verdict("second", {
      question: "scaling",
      outcome: "undecided",
      sentence: "Unsure.",
      wouldDecide: "More.",
    }),
    verdict("second", { question: "leak", outcome: "fails", sentence: "It grows." }),
  ]);

  it("counts them by scenario and kind", () => {
    expect(text).toMatch(/scenario +│ checks +│ floors +│ goals +│ growth +│ leaks, drift/);
    expect(text).toMatch(/first +│ ✓ 1 +│ ✓ 1 +│ ✓ 1 {2}✗ 1 +│ +│ +│/);
    expect(text).toMatch(/second +│ +│ +│ +│ ~ 1 +│ ✗ 1 +│/);
    expect(text).toContain("6 verdicts: 3 hold, 2 fail, 1 undecided.");
  });

  it("names what does not hold, failures first, and what would decide the rest", () => {
    const lines = text.split("\n").filter((line) => /^[✗~]/.test(line));
    expect(lines).toEqual([
      "✗ first/one: It misses.",
      "✗ second/one: It grows.",
      "~ second/one: Unsure. More.",
    ]);
  });
});

it("where there are several platforms, says on which a verdict does not hold, and the same once", () => {
  const fails = { outcome: "fails", sentence: "It fails." } as const;
  const text = renderVerdicts([
    verdict("first", fails),
    verdict("first", { ...fails, platform: "linux-x64-bun" }),
    verdict("first", { ...fails, platform: "linux-x64-deno" }),
    verdict("second", { ...fails, platform: "linux-x64-bun" }),
    verdict("second", { ...fails, platform: "linux-x64-deno", sentence: "It fails by much." }),
  ]);
  expect(text.split("\n").filter((line) => line.startsWith("✗"))).toEqual([
    "✗ first/one on all 3 platforms: It fails.",
    "✗ second/one on linux-x64-bun: It fails.",
    "✗ second/one on linux-x64-deno: It fails by much.",
  ]);
  expect(text).toContain("5 verdicts: 0 hold, 5 fail, 0 undecided.");
});

describe("strait verdicts", { timeout: 60_000 }, () => {
  it("shows what every run of a suite left, as the last of its runs does", () => {
    const results = temporaryFolder();
    const run = (scenario: string, only: string) =>
      strait([
        "run",
        scenario,
        "--suite",
        "--only",
        only,
        "--profile",
        "smoke",
        "--quiet",
        "--results",
        results,
      ]);
    run("memory", "rapid-cycles");
    const last = run("wide", "read-one").output;
    const { code, output } = strait(["verdicts", "--results", results]);
    expect(output).toMatch(/memory +│ ✓ 1 /);
    expect(output).toMatch(/wide +│ ✓ 1 /);
    expect(last).toContain(output);
    expect(code).toBe(0);
  });

  it("says so when there are none", () => {
    expect(strait(["verdicts", "--results", temporaryFolder()])).toMatchObject({ code: 2, output: "" });
  });
});
