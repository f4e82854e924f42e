import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { readResultFile } from "@strait/results";
import { describe, expect, it } from "vitest";
import { exitCodeOf, runScenario } from "../src/run/index.ts";
import { temporaryFolder } from "./fixtures/folder.ts";
import { harnessErrorOf } from "./fixtures/harness-error.ts";

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const endless = fixture("endless.ts");
const fileName = `endless.${process.platform}-${process.arch}-node${process.versions.node.split(".")[0]}.jsonl`;

describe("an interrupted run", () => {
  it("keeps what was measured, and no fork goes on", async () => {
    const resultsFolder = temporaryFolder();
    const controller = new AbortController();
    const outcome = await runScenario(endless, {
      profile: "quick",
      forks: 1,
      resultsFolder,
      signal: controller.signal,
      onProgress(event) {
        if (event.kind === "output" && event.text.includes("here for ever")) controller.abort();
      },
    });
    expect(outcome.status).toBe("interrupted");
    expect(exitCodeOf(outcome)).toBe(3);
    expect(outcome.forks.map((record) => [record.case, record.error])).toEqual([["ends", null]]);
    expect(readResultFile(join(resultsFolder, fileName)).forks).toEqual(outcome.forks);
    expect(readdirSync(resultsFolder)).toEqual([fileName]);
  });

  it("writes nothing when it was interrupted before it began", async () => {
    const resultsFolder = temporaryFolder();
    const options = { profile: "smoke", resultsFolder, signal: AbortSignal.abort() } as const;
    const error = await harnessErrorOf(runScenario(endless, options));
    expect(error.exitCode).toBe(3);
    expect(error.message).toBe("The run was interrupted before it began: nothing was written; run again.");
    expect(readdirSync(resultsFolder)).toEqual([]);
  });

  it("does not take a fork that Ctrl-C has met first for a crash", async () => {
    const outcome = await runScenario(fixture("met-by-interrupt.ts"), {
      profile: "smoke",
      resultsFolder: temporaryFolder(),
    });
    expect(outcome).toMatchObject({ status: "interrupted", forks: [] });
  });

  it.each([
    ["ends with exit code 3 after Ctrl-C, which reaches the forks as well", endless],
    ["does so when the fork's workers wait for each other", fixture("endless-workers.ts")],
  ])("%s", async (_name, scenario) => {
    const resultsFolder = temporaryFolder();
    const bench = spawn(process.execPath, [fixture("bench.ts"), scenario, resultsFolder], {
      detached: true,
      stdio: ["ignore", "ignore", "pipe"],
    });
    let log = "";
    bench.stderr.setEncoding("utf8").on("data", (text: string) => {
      log += text;
      // A terminal sends Ctrl-C to the whole process group, whose number is that of its leader.
      if (text.includes("here for ever") && bench.pid !== undefined) process.kill(-bench.pid, "SIGINT");
    });
    const [code] = await once(bench, "close");
    expect(code).toBe(3);
    expect(log).toContain("endless: interrupted with 1 of 2 forks, kept in ");
    expect(readResultFile(join(resultsFolder, fileName)).forks.map((record) => record.case)).toEqual([
      "ends",
    ]);
    expect(readdirSync(resultsFolder)).toEqual([fileName]);
  });
});
