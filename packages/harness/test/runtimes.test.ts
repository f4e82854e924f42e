/**
 * Forks on every runtime. Oracles: what each runtime says of itself when it is asked for its version; the records of the
 * same scenario on the runtime of this process; what is known of each engine.
 */
import { execFileSync } from "node:child_process";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import { type ResultFile, readResultFile } from "@strait/results";
import { obtainAll, type Runtime, runtimeNames } from "@strait/runtimes";
import { describe, expect, it } from "vitest";
import { exitCodeOf, runScenario } from "../src/run/index.ts";
import { temporaryFolder } from "./fixtures/folder.ts";

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));

const runtimes = await obtainAll(runtimeNames);

/** What a fork on it cannot see, wherever there is a `/proc`. */
const blind: Readonly<Record<string, readonly string[]>> = {
  node26: [],
  node24: ["bytes of JavaScript objects per operation"],
  node22: ["bytes of JavaScript objects per operation"],
  bun: [
    "bytes of JavaScript objects per operation",
    "collections of garbage",
    "utilisation and delay of the event loop",
  ],
  deno: ["collections of garbage", "utilisation and delay of the event loop"],
};

const run = (runtime: Runtime, name: string, signal?: AbortSignal) =>
  runScenario(fixture(name), { profile: "smoke", resultsFolder: temporaryFolder(), runtime, signal });

for (const { name, title, runtime, error } of runtimes) {
  if (runtime === null) {
    it.skip(`forks on ${title} (not run: ${error.message})`, () => {});
    continue;
  }
  describe(`forks on ${title}`, () => {
    it("measure a case of every kind, in a file that names the runtime", async () => {
      const outcome = await run(runtime, "sorting.ts");
      expect(exitCodeOf(outcome)).toBe(0);
      const { header, forks } = readResultFile(outcome.path);
      expect(basename(outcome.path)).toBe(`sorting.${process.platform}-${process.arch}-${name}.jsonl`);
      const said = execFileSync(runtime.executable, ["--version"], { encoding: "utf8" });
      expect(header.environment.runtime.name).toBe(runtime.kind);
      expect(said).toContain(header.environment.runtime.version);
      expect(header.environment.runtime.engine).toMatch(
        runtime.kind === "bun" ? /^JavaScriptCore \w+$/ : /^V8 \d+\./,
      );
      for (const fork of forks) {
        expect(fork).toMatchObject({ error: null, resultChecksum: expect.stringMatching(/^[0-9a-f]{8}$/) });
        expect(fork.checks.every(({ passed }) => passed)).toBe(true);
        expect(fork.observation.phases.map((phase) => phase.name)).toEqual(["start", "measure", "verify"]);
      }
      const [count] = forks.filter((fork) => fork.case === "encoded-size");
      expect(count?.series[0]?.samples).toEqual([10]);
      if (process.platform === "linux") leavesOut(name, { header, forks });
    });

    it("say what is not available, collect garbage on demand, and die with a reason", async () => {
      const outcome = await run(runtime, "everywhere.ts");
      expect(exitCodeOf(outcome)).toBe(1);
      const [collects, keeps, leak, needsMore, throws] = readResultFile(outcome.path).forks;
      expect(collects?.series[0]?.samples[0]).toBeGreaterThan(10 * 2 ** 20);
      // What watches collections would keep 4.8 KB of each on Node 22 and 24, which would seem to leak.
      expect(keeps?.series[0]?.samples[0]).toBeLessThan(2_000);
      expect(leak?.series.map(({ metric }) => metric)).toEqual(["time", "heap", "resident"]);
      expect(needsMore).toMatchObject({
        error: null,
        unavailable: "no runtime can see into the future",
        series: [],
      });
      // Bun hands over its answer before it dies, the others do not.
      expect(throws?.error).toMatch(
        /^Fork 0 of case "throws-elsewhere" (was measured, and then )?ended by exit code 1, after it said "RangeError: nobody catches this": run this case alone to see more\.$/,
      );
    });

    it("are gone when the run is interrupted", async () => {
      const interrupt = new AbortController();
      const pids: number[] = [];
      const outcome = await runScenario(fixture("endless.ts"), {
        profile: "smoke",
        resultsFolder: temporaryFolder(),
        runtime,
        signal: interrupt.signal,
        onProgress(event) {
          if (event.kind !== "output") return;
          const pid = /\d+/.exec(event.text)?.[0];
          if (pid === undefined) return;
          pids.push(Number(pid));
          interrupt.abort();
        },
      });
      expect(exitCodeOf(outcome)).toBe(3);
      expect(pids).toHaveLength(1);
      for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow("ESRCH");
    });
  });
}

it("a runtime that is not where it should be is a sentence", async () => {
  const missing: Runtime = { ...required("node26"), executable: "/nowhere/node" };
  await expect(run(missing, "sorting.ts")).rejects.toThrow(
    /^\/nowhere\/node cannot be started \(.*ENOENT.*\): /,
  );
});

/** What the runtime does not say is null, with the reason in the header; what it does say is there. */
function leavesOut(name: string, { header, forks }: Pick<ResultFile, "header" | "forks">): void {
  const missing = header.environment.unavailable ?? [];
  const isMissing = (what: string) => missing.some((one) => one.what === what);
  expect(missing.map(({ what }) => what)).toEqual(blind[name]);
  for (const { reason } of missing) expect(reason).toMatch(/^\S+ .{10,}/);
  for (const { observation, series } of forks) {
    expect(observation.collections === null).toBe(isMissing("collections of garbage"));
    if (isMissing("utilisation and delay of the event loop")) expect(observation.eventLoop).toBeNull();
    for (const { allocation } of series.filter(({ sampler }) => sampler === "benchmark.js")) {
      expect(allocation === null).toBe(isMissing("bytes of JavaScript objects per operation"));
    }
  }
  // A fork that is gone in a moment may have none.
  expect(forks.some(({ observation }) => observation.timelines.length === 1)).toBe(true);
}

function required(name: string): Runtime {
  const runtime = runtimes.find((one) => one.name === name)?.runtime;
  if (!runtime) throw new Error(`${name} is the runtime of this process`);
  return runtime;
}
