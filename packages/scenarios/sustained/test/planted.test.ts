/**
 * Oracle: fixtures/planted.ts, of which it is known what builds up; and counted work, of which it is known how it grows.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { analyse, sustainedLoad, type Verdict } from "@strait/analysis";
import { type ProfileName, runScenario } from "@strait/harness/run";
import { PriceTick } from "@strait/native/stress/market_data";
import { listResultFiles, readResultFile } from "@strait/results";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, it } from "vitest";
import { arenaMix } from "../src/arena-mix.ts";

const planted = new URL("fixtures/planted.ts", import.meta.url);

async function verdictsOf(profile: ProfileName, name: string, forks: number): Promise<readonly Verdict[]> {
  const resultsFolder = mkdtempSync(join(tmpdir(), "strait-sustained-"));
  try {
    await runScenario(planted, { profile, resultsFolder, only: [name], forks });
    const [file = ""] = listResultFiles(resultsFolder);
    return analyse(readResultFile(file)).verdicts;
  } finally {
    rmSync(resultsFolder, { recursive: true, force: true });
  }
}

const failing = (verdicts: readonly Verdict[]) =>
  verdicts.filter(({ outcome }) => outcome === "fails").map(({ sentence }) => sentence);

describe("a drift", () => {
  const batches = 120;

  /**
   * A fork of arena-mix that does more and more beside its load, up to a share of it. Its cost is what it allocated, which
   * is counted, with 3% of seeded noise, so that nothing depends on how busy the machine is.
   */
  function countedCosts(share: number, seed: number): number[] {
    let extra = 0;
    const { sustained, start } = arenaMix((batch, arena) => {
      extra = Math.round((share * sustained.operationsPerBatch * batch) / batches);
      for (let time = 0; time < extra; time += 1) PriceTick.create(arena).free();
      return extra;
    });
    const workload = start({ profile: "smoke", seed, sink() {}, plot() {}, warn() {}, note() {} });
    const generator = xoroshiro128plus(seed);
    return Array.from({ length: batches }, () => {
      workload.batch();
      const noise = uniformInt(generator, -30, 30) / 1000;
      return (sustained.operationsPerBatch + extra) * (1 + noise);
    });
  }
  const forks = (share: number) => [1, 2, 3].map((seed) => countedCosts(share, seed));

  it("is not seen where there is none", { timeout: 60_000 }, () => {
    expect(sustainedLoad(forks(0)).outcome).toBe("holds");
  });

  it.each([0.05, 0.1])("of %f is caught", { timeout: 60_000 }, (share) => {
    const { outcome, sentence } = sustainedLoad(forks(share));
    expect(outcome).toBe("fails");
    expect(sentence).toMatch(/^Degrades: 3 of 3 forks cost more at the end than at the start/);
  });

  it("is caught in a load whose cost is several times as high at the end", { timeout: 400_000 }, async () => {
    const [sentence, ...others] = failing(await verdictsOf("quick", "slower", 3));
    expect(sentence).toMatch(/^Read, free, make and fill: Degrades: [23] of 3 forks cost more/);
    expect(others).toEqual([]);
  });
});

describe("memory that is kept", () => {
  it("is caught in the arena and named, one message a batch", { timeout: 120_000 }, async () => {
    const sentences = failing(await verdictsOf("smoke", "keeps-messages", 1));
    expect(sentences.find((one) => one.startsWith("Arena"))).toMatch(
      /^Arena: Leaks 10 messages, 640 bytes of strait\.stress\.v1\.PriceTick in 102,000 operations/,
    );
    expect(sentences.find((one) => one.startsWith("Check"))).toContain("PriceTick leaked 15 messages");
  });
});
