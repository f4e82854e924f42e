/**
 * The whole suite on every runtime but the one of this process, by one command, in the profile that answers nothing but whether
 * the work was done. Oracles: the checks and the exact ledgers that the cases bring themselves; which cases are known to need
 * what a runtime does not have, each with its reason in docs/runtimes.md.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readResultFile, readVerdicts, verdictFileName } from "@strait/results";
import { obtainAll, type RuntimeName, runtimeNames } from "@strait/runtimes";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scenarioModules } from "../src/scenarios.ts";
import { type Ended, strait, workspaceRoot } from "./strait.ts";

/** Cases that are not available, by runtime and scenario. */
const notAvailable: Partial<Record<RuntimeName, Readonly<Record<string, readonly string[]>>>> = {
  bun: { gc: ["pauses-small", "pauses-large"] },
  deno: { concurrency: ["terminated"], gc: ["pauses-small", "pauses-large"] },
};

const scenarios = scenarioModules().map(({ name }) => name);
const others = await obtainAll(runtimeNames.filter((name) => name !== "node26"));
const there = others.flatMap(({ name, runtime }) => (runtime === null ? [] : [name]));
const results = mkdtempSync(join(tmpdir(), "strait-every-scenario-"));
afterAll(() => rmSync(results, { recursive: true, force: true }));

let ended: Ended | null = null;
beforeAll(() => {
  if (there.length > 0) {
    ended = strait(["bench", "--runtime", there.join(), "--profile", "smoke", "--results", results]);
  }
}, 900_000);

const fileOf = (scenario: string, runtime: RuntimeName) =>
  join(results, `${scenario}.${process.platform}-${process.arch}-${runtime}.jsonl`);

for (const { name: runtime, title, error } of others) {
  if (error !== null) {
    it.skip(`every scenario on ${title} (not run: ${error.message})`, () => {});
    continue;
  }
  describe(`on ${title}`, () => {
    it.each(scenarios)("%s does its work, or says why it cannot", (scenario) => {
      const { header, forks } = readResultFile(fileOf(scenario, runtime));
      expect([...new Set(forks.map((fork) => fork.case))].sort()).toEqual(
        header.cases.map(({ name }) => name).sort(),
      );
      const unavailable = forks.filter((fork) => fork.unavailable !== undefined);
      expect(unavailable.map((fork) => fork.case)).toEqual(notAvailable[runtime]?.[scenario] ?? []);
      for (const fork of forks) {
        expect(fork.error).toBeNull();
        expect(fork.checks.filter(({ passed }) => !passed)).toEqual([]);
        if (!unavailable.includes(fork)) expect(fork.series.length).toBeGreaterThan(0);
      }
      const beside = join(
        results,
        verdictFileName(`${scenario}.${process.platform}-${process.arch}-${runtime}.jsonl`),
      );
      const alarms = readVerdicts(beside).verdicts.filter(
        ({ outcome, question, metric }) => outcome === "fails" && question !== "target" && metric === null,
      );
      expect(alarms).toEqual([]);
    });
  });
}

it("docs/runtimes.md names every case that is not available somewhere", () => {
  const text = readFileSync(join(workspaceRoot, "docs/runtimes.md"), "utf8");
  for (const [runtime, known] of Object.entries(notAvailable)) {
    for (const [scenario, cases] of Object.entries(known)) {
      const names = cases.map((name) => `\`${name}\``).join(", ");
      const row = text.split("\n").find((line) => line.startsWith(`| ${names} of \`${scenario}\` |`));
      expect(row?.toLowerCase()).toContain(runtime);
    }
  }
});

it.skipIf(there.length === 0)("it is one command, whose tables and report set them side by side", () => {
  expect(ended?.errors).not.toContain("strait: ");
  expect(ended?.code).toBe(0);
  if (there.length > 1) {
    const beside = (ended?.output ?? "")
      .split("\n")
      .filter((line) => line.endsWith(": platforms side by side"));
    expect(beside).toHaveLength(scenarios.length);
  }
  expect(existsSync(join(results, "report.html"))).toBe(true);
});
