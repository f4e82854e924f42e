import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type ForkRecord, readResultFile } from "@strait/results";
import { describe, expect, it } from "vitest";
import { exitCodeOf, type RunEvent, type RunOptions, runScenario } from "../src/run/index.ts";
import { forkSeed } from "../src/run/measure-fork.ts";
import { temporaryFolder } from "./fixtures/folder.ts";
import sortingScenario from "./fixtures/sorting.ts";

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const sorting = fixture("sorting.ts");

async function run(module: string | URL, options: Partial<RunOptions> = {}) {
  const events: RunEvent[] = [];
  const outcome = await runScenario(module, {
    profile: "smoke",
    resultsFolder: temporaryFolder(),
    onProgress: (event) => events.push(event),
    ...options,
  });
  return { outcome, events };
}

describe("a run", () => {
  it("records every case in every fork, round robin, in a file that can be read", async () => {
    const before = new Date().toISOString();
    const { outcome, events } = await run(sorting, { forks: 2, seed: 5 });
    expect(exitCodeOf(outcome)).toBe(0);
    expect(outcome.status).toBe("complete");
    const file = readResultFile(outcome.path);
    expect(file).toEqual({ path: outcome.path, header: outcome.header, forks: outcome.forks, warnings: [] });
    const names = sortingScenario.cases.map(({ name }) => name);
    const order = [0, 1].flatMap((fork) => names.map((name) => [name, fork]));
    expect(file.forks.map((record) => [record.case, record.fork])).toEqual(order);
    expect(file.header).toMatchObject({
      scenario: { name: "sorting", title: "Sorting" },
      run: { profile: "smoke", seed: 5, forks: 2 },
      environment: { addon: { name: "none", fileHash: "00", layoutHash: "11" }, runtime: { name: "node" } },
    });
    expect(file.header.cases.map(({ metrics }) => metrics)).toEqual(
      sortingScenario.cases.map(({ metrics }) => metrics),
    );
    expect(file.header.run.startedAt >= before).toBe(true);
    for (const [index, record] of file.forks.entries()) {
      expect(record).toMatchObject({ error: null, resultChecksum: expect.stringMatching(/^[0-9a-f]{8}$/) });
      expect(record.series.length).toBeGreaterThan(0);
      expect(record.startedAt >= (file.forks[index - 1]?.startedAt ?? before)).toBe(true);
      for (const { passed } of record.checks) expect(passed).toBe(true);
    }
    const kinds = events.filter(({ kind }) => kind !== "output" && kind !== "memory").map(({ kind }) => kind);
    const perFork = order.flatMap(() => ["fork-started", "fork-ended"]);
    expect(kinds).toEqual(["started", ...perFork, "ended"]);
  });

  it.runIf(existsSync("/proc/self/statm"))("tells of the memory of every fork while it runs", async () => {
    const { outcome, events } = await run(sorting, { only: ["encoded-size"] });
    const kinds = events.filter(({ kind }) => kind !== "output").map(({ kind }) => kind);
    const during = kinds.slice(kinds.indexOf("fork-started") + 1, kinds.indexOf("fork-ended"));
    expect(during.length).toBeGreaterThan(0);
    expect(new Set(during)).toEqual(new Set(["memory"]));
    const readings = events.flatMap((event) => (event.kind === "memory" ? [event.reading] : []));
    const highest = Math.max(...readings.map(({ high }) => high));
    expect(readings.at(-1)?.peak).toBe(highest);
    const points = outcome.forks[0]?.observation.timelines[0]?.points ?? [];
    expect(highest).toBe(Math.max(...points.map(([, , high]) => high)));
  });

  it("measures in processes that have nothing in common but their seed's rule", async () => {
    const { outcome } = await run(sorting, { forks: 3, only: ["encoded-size"] });
    expect(outcome.header.cases.map(({ name }) => name)).toEqual(["encoded-size"]);
    expect(outcome.forks.map(({ series }) => series[0]?.samples)).toEqual([[10], [10], [10]]);
    const seeds = [0, 1, 2].map((fork) => forkSeed(1, "encoded-size", fork));
    expect(new Set([...seeds, forkSeed(2, "encoded-size", 0), forkSeed(1, "sort", 0)]).size).toBe(5);
  });

  it("loads in each fork what its case needs, before that starts", async () => {
    const { outcome } = await run(fixture("loads.ts"));
    const [one, other, broken] = outcome.forks;
    expect(one?.checks).toEqual([{ name: "loaded", passed: true, detail: "one" }]);
    expect(other?.checks).toEqual([{ name: "loaded", passed: true, detail: "other" }]);
    expect(broken?.error).toContain("could not be measured (there is nothing to load)");
  });
});

describe("a fork that fails", () => {
  it("is a record with a sentence, and the run goes on", async () => {
    const { outcome, events } = await run(new URL("fixtures/crashing.ts", import.meta.url));
    expect(exitCodeOf(outcome)).toBe(1);
    expect(readResultFile(outcome.path).forks).toEqual(outcome.forks);
    const errors = outcome.forks.map((record) => [record.case, record.error]);
    const alone = "run this case alone to see more.";
    expect(errors).toEqual([
      ["healthy", null],
      ["exits", `Fork 0 of case "exits" ended by exit code 7: ${alone}`],
      [
        "says-why",
        `Fork 0 of case "says-why" ended by exit code 1, after it said "last \\u001b[31mline": ${alone}`,
      ],
      ["killed", `Fork 0 of case "killed" ended by SIGKILL: ${alone}`],
      ["throws", `Fork 0 of case "throws" failed while it was measured (no answer today): ${alone}`],
      [
        "throws-elsewhere",
        `Fork 0 of case "throws-elsewhere" ended by exit code 1, after it said "RangeError: nobody catches this": ${alone}`,
      ],
      ["dies-later", `Fork 0 of case "dies-later" was measured, and then ended by SIGKILL: ${alone}`],
      [
        "infinite",
        `Fork 0 of case "infinite" failed while it was measured (count() must give a number that is not negative for metric "answer", and gave Infinity): ${alone}`,
      ],
      ["still-healthy", null],
    ]);
    const samples = outcome.forks.map(({ series }: ForkRecord) => series[0]?.samples[0]);
    expect(samples).toEqual([42, undefined, undefined, undefined, undefined, undefined, 43, undefined, 44]);
    const output = events.map((event) => (event.kind === "output" ? event.text : "")).join("");
    expect(output).toContain("first line\n");
    expect(output).toMatch(/Error: no answer today\n +at .*crashing\.ts/);
  });

  it("is stopped when it hangs", async () => {
    const { outcome } = await run(fixture("endless.ts"), { only: ["never-ends"], forkTimeout: 1500 });
    expect(outcome.forks.map(({ error }) => error)).toEqual([
      'Fork 0 of case "never-ends" ran for more than 1.5 s and was stopped: run this case alone to see more.',
    ]);
    expect(exitCodeOf(outcome)).toBe(1);
  });
});
