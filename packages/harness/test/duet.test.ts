/** Oracle: what the record says of a duet of the same scenario with itself, and scenarios that misbehave on purpose. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type CaseDescription, type Metric, readDuetFile } from "@strait/results";
import { describe, expect, it } from "vitest";
import { playRounds } from "../src/fork/duet/rounds.ts";
import { createShuffle } from "../src/fork/shuffle.ts";
import { sortCases } from "../src/run/duet/duet-plan.ts";
import { type DuetRunOptions, runDuet } from "../src/run/index.ts";
import { temporaryFolder } from "./fixtures/folder.ts";
import { harnessErrorOf } from "./fixtures/harness-error.ts";

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

/** Compares fixtures: the first with the last. */
async function duetOf(base: string, head: string, options: Partial<DuetRunOptions> = {}) {
  const { writer, ...outcome } = await runDuet(
    {
      base: { label: base, commit: null },
      head: { label: head, commit: null },
      scenarios: [
        { base: { module: fixture(base), addon: null }, head: { module: fixture(head), addon: null } },
      ],
    },
    { profile: "smoke", resultsFolder: temporaryFolder(), ...options },
  );
  writer.close();
  return { ...outcome, path: writer.path };
}

describe("a round", () => {
  it("gives every build two turns at places that mirror each other, in an order drawn anew", () => {
    const turns: string[] = [];
    let now = 0n;
    playRounds((build) => turns.push(build), {
      budget: 50,
      minimumRounds: 1,
      shuffle: createShuffle(5),
      clock: () => {
        now += 1_000_000n;
        return now;
      },
    });
    const rounds = Array.from({ length: turns.length / 6 }, (_, round) =>
      turns.slice(6 * round, 6 * round + 6),
    );
    expect(rounds.length).toBeGreaterThan(40);
    for (const round of rounds) {
      expect(round.toReversed()).toEqual(round);
      expect(new Set(round.slice(0, 3)).size).toBe(3);
    }
    expect(new Set(rounds.map((round) => round.join())).size).toBe(6);
  });
});

describe("a duet", () => {
  it("records samples, checks and results of both builds and of the base again", async () => {
    const { status, header, forks, path } = await duetOf("sorting.ts", "sorting.ts", { forks: 2 });
    expect(status).toBe("complete");
    const [scenario] = header.scenarios;
    expect(scenario?.cases.length).toBeGreaterThan(1);
    expect(forks).toHaveLength(2 * (scenario?.cases.length ?? 0));
    expect(readDuetFile(path).forks).toEqual(forks);
    expect(forks.map(({ error }) => error).filter((error) => error !== null)).toEqual([]);
    for (const { series, resultChecksum, checks } of forks) {
      expect(series.length).toBeGreaterThan(0);
      for (const { samples, sampler } of series) {
        const counts = new Set([samples.base.length, samples.head.length, samples.control.length]);
        expect(counts.size).toBe(1);
        expect((samples.base.length % 2 === 0) !== (sampler === "count")).toBe(true);
      }
      expect(checks.head).toEqual(checks.base);
      // The same seed and the same calls, so the same results.
      expect(new Set(Object.values(resultChecksum)).size).toBe(1);
    }
    const orders = new Set(forks.map(({ loadOrder }) => loadOrder.join()));
    expect(orders).toEqual(new Set(["base,head,control", "control,head,base"]));
  });

  it("records what a case throws, with the case's place, and goes on", async () => {
    const { forks } = await duetOf("crashing.ts", "crashing.ts", { forks: 1 });
    const failed = forks.filter(({ error }) => error !== null);
    expect(failed.length).toBeGreaterThan(0);
    for (const { case: name, error } of failed) expect(error).toContain(`Fork 0 of case "crashing/${name}" `);
  });

  it("is stopped by its signal, and keeps what was measured", async () => {
    const controller = new AbortController();
    const { status, forks, path } = await duetOf("endless.ts", "endless.ts", {
      signal: controller.signal,
      onProgress(event) {
        if (event.kind === "output" && event.text.includes("here for ever")) controller.abort();
      },
    });
    expect(status).toBe("interrupted");
    expect(forks.map((record) => record.case)).toEqual(["ends"]);
    expect(readDuetFile(path).forks).toEqual(forks);
  });

  it.each([
    ["nonsense", 'There is no case "nonsense": choose from '],
    ["sort", 'Case "sort" does not compare: it measures at many sizes'],
  ])("refuses the case %s with a sentence", async (name, sentence) => {
    const error = await harnessErrorOf(duetOf("sorting.ts", "sorting.ts", { only: [name] }));
    expect(error.message).toContain(sentence);
    expect(error.exitCode).toBe(2);
  });

  it("refuses an add-on for a scenario that measures none", async () => {
    const addon = join(temporaryFolder(), "a.node");
    rmSync(addon, { force: true });
    const module = fixture("sorting.ts");
    const side = { label: "a", commit: null };
    const duet = {
      base: side,
      head: side,
      scenarios: [{ base: { module, addon }, head: { module, addon } }],
    };
    const error = await harnessErrorOf(runDuet(duet, { profile: "smoke", resultsFolder: temporaryFolder() }));
    expect(error.message).toContain("does not say which add-on it measures");
  });
});

describe("cases of two builds", () => {
  const metric: Metric = {
    name: "time",
    title: "Time",
    operation: "call",
    unit: "nanoseconds/operation",
    targets: [],
  };
  const described = (name: string, ...metrics: CaseDescription["metrics"]): CaseDescription => ({
    name,
    title: name,
    description: "",
    metrics,
  });

  it("compare by the metrics that both have; the others are named with the reason", () => {
    const sized = { ...metric, name: "sized", size: { title: "N", unit: "objects" } };
    const other = { ...metric, name: "other" };
    const base = [described("both", metric, other), described("old", metric), described("sweep", sized)];
    const threads = { ...described("threads", metric), workers: 2 };
    const head = [
      threads,
      described("both", metric, { ...other, unit: "bytes" as const }),
      described("new", metric),
      described("sweep", sized),
    ];
    expect(sortCases([...base, threads], head)).toEqual({
      cases: [described("both", metric)],
      skipped: [
        { case: "old", reason: "only the base has it" },
        { case: "sweep", reason: expect.stringContaining("at many sizes") },
        { case: "threads", reason: expect.stringContaining("by several threads") },
        { case: "new", reason: "only the head has it" },
      ],
    });
  });
});
