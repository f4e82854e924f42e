/** Oracle: the numbers in the titles of the cases, and the profiles as a suite runs them. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type ProfileName, runScenario } from "@strait/harness/run";
import type { ForkRecord } from "@strait/results";
import { describe, expect, it } from "vitest";
import { familiesOfSchema, loadFamilies } from "../src/family.ts";

const scenario = new URL("../src/scenario.ts", import.meta.url);
const promised = { "family-cycles": "cycles", rotation: "rotations" };

/** What each of the cases recorded in one fork. */
async function forksOf(profile: ProfileName): Promise<readonly ForkRecord[]> {
  const resultsFolder = mkdtempSync(join(tmpdir(), "strait-leaks-"));
  try {
    const only = Object.keys(promised);
    return (await runScenario(scenario, { profile, resultsFolder, only, forks: 1 })).forks;
  } finally {
    rmSync(resultsFolder, { recursive: true, force: true });
  }
}

/** How many cycles or rotations the samples of a fork add up to: by one family, by one policy. */
const done = ({ case: name, series }: ForkRecord, families: number) => {
  const [time] = series;
  const operations = (time?.operationsPerSample ?? 0) * (time?.samples.length ?? 0);
  return name === "family-cycles" ? operations / families : operations;
};

describe("the numbers that the titles promise", () => {
  it("are done in every process of full, and checked", { timeout: 120_000 }, async () => {
    const forks = await forksOf("full");
    expect(forks.map(({ error }) => error)).toEqual([null, null]);
    const checks = Object.fromEntries(forks.map((fork) => [fork.case, fork.checks]));
    for (const [name, check] of Object.entries(promised)) {
      expect(checks[name]).toContainEqual(expect.objectContaining({ name: check, passed: true }));
      expect(checks[name]?.filter(({ passed }) => !passed)).toEqual([]);
    }
    await loadFamilies();
    const families = familiesOfSchema().length;
    const counts = Object.fromEntries(forks.map((fork) => [fork.case, done(fork, families)]));
    expect(counts["family-cycles"]).toBeGreaterThanOrEqual(100_000);
    expect(counts["rotation"]).toBeGreaterThanOrEqual(1_000_000);
  });

  it.each(["smoke", "quick"] as const)("are not asked of %s, which says so", async (profile) => {
    const forks = await forksOf(profile);
    for (const { checks, notes } of forks) {
      expect(checks.filter(({ name }) => Object.values(promised).includes(name))).toEqual([]);
      expect(checks.filter(({ passed }) => !passed)).toEqual([]);
      expect(notes?.[0]).toContain(`Profile ${profile}`);
    }
    expect(forks).toHaveLength(2);
  });
});
