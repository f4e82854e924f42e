/** Oracle: a run of the same plan that nobody interrupted, and what a killed run had printed as recorded. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { listResultFiles, readResultFile } from "@strait/results";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, it } from "vitest";
import { runScenario } from "../src/run/index.ts";
import { temporaryFolder } from "./fixtures/folder.ts";
import { harnessErrorOf, oneSentence } from "./fixtures/harness-error.ts";

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
const seeded = fixture("seeded.ts");
const forks = 2;

/** STRAIT_KILLS=1000 npx vitest run --root packages/harness resume: as many kills as one likes. */
const kills = Number(process.env["STRAIT_KILLS"] ?? 24);
const seed = Number(process.env["STRAIT_SEED"] ?? Date.now() % 1_000_000);

/** Everything that two runs of one plan must have in common. */
function recordedIn(folder: string): unknown[] {
  return listResultFiles(folder).flatMap((path) =>
    readResultFile(path).forks.map(({ case: name, fork, error, series }) => ({ name, fork, error, series })),
  );
}

async function wholeRun() {
  const resultsFolder = temporaryFolder();
  const { path } = await runScenario(seeded, { profile: "smoke", forks, resultsFolder });
  return { resultsFolder, path, recorded: recordedIn(resultsFolder) };
}

/** Runs until it ends or is killed after so many milliseconds; returns what it printed as recorded, line by line. */
async function runOrKill(folder: string, milliseconds: number) {
  const child = spawn(process.execPath, [fixture("resume.ts"), seeded, folder, String(forks)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let [output, errors] = ["", ""];
  child.stdout.on("data", (text) => {
    output += text;
  });
  child.stderr.on("data", (text) => {
    errors += text;
  });
  const timer = sleep(milliseconds).then(() => child.kill("SIGKILL"));
  const [code, signal] = await once(child, "close");
  await timer;
  return { code, killed: signal === "SIGKILL", errors, acknowledged: output.split("\n").slice(0, -1) };
}

describe("a run that is killed", () => {
  it(`loses nothing it recorded, and is finished by resuming it (seed ${seed}, ${kills} kills)`, {
    timeout: 60_000 + kills * 20_000,
  }, async () => {
    const { recorded: plan } = await wholeRun();
    const random = xoroshiro128plus(seed);
    let killed = 0;
    while (killed < kills) {
      const folder = temporaryFolder();
      const acknowledged: string[] = [];
      for (let ended = false; !ended; ) {
        const ending = await runOrKill(folder, killed < kills ? uniformInt(random, 100, 1200) : 60_000);
        acknowledged.push(...ending.acknowledged);
        const found = recordedIn(folder);
        const names = listResultFiles(folder).flatMap((path) =>
          readResultFile(path).forks.map((record) => `${record.case} ${record.fork}`),
        );
        for (const name of acknowledged) expect(names).toContain(name);
        expect(new Set(names).size).toBe(names.length);
        expect(found).toEqual(plan.slice(0, found.length));
        if (ending.killed) killed += 1;
        else expect(ending).toMatchObject({ code: 0, errors: "" });
        ended = !ending.killed;
      }
      expect(recordedIn(folder)).toEqual(plan);
    }
  });
});

describe("resuming", () => {
  it("goes on behind a file that was cut at any byte", async () => {
    const { resultsFolder, path, recorded } = await wholeRun();
    const whole = readFileSync(path);
    const header = whole.indexOf("\n") + 1;
    const cuts = [0, header - 1, header + 40, whole.length - 1];
    for (const cut of cuts) {
      writeFileSync(path, whole);
      truncateSync(path, cut);
      const { status } = await runScenario(seeded, { profile: "smoke", forks, resultsFolder, resume: true });
      expect(status).toBe("complete");
      expect(recordedIn(resultsFolder)).toEqual(recorded);
      expect(readResultFile(path).warnings).toEqual([]);
    }
  });

  it("measures nothing again where nothing is missing, and keeps the run's name", async () => {
    const { resultsFolder, path } = await wholeRun();
    const before = readFileSync(path);
    const { status } = await runScenario(seeded, { profile: "smoke", forks, resultsFolder, resume: true });
    expect(status).toBe("complete");
    expect(readFileSync(path)).toEqual(before);
  });

  it("begins anew where there is nothing to resume", async () => {
    const resultsFolder = temporaryFolder();
    const outcome = await runScenario(seeded, { profile: "smoke", resultsFolder, resume: true });
    expect(outcome.forks).toHaveLength(2);
  });

  it.each([
    ["seed", { seed: 7 }],
    ["number of forks", { forks: 4 }],
    ["choice of cases", { only: ["two"] }],
    ["profile", { profile: "quick" as const }],
  ])("refuses a run with another %s, and leaves its file alone", async (what, options) => {
    const { resultsFolder, path } = await wholeRun();
    const before = readFileSync(path);
    const common = { profile: "smoke" as const, forks, resultsFolder, resume: true };
    const error = await harnessErrorOf(runScenario(seeded, { ...common, ...options }));
    expect(error.message).toMatch(oneSentence);
    expect(error.message).toContain(`cannot be resumed, because the ${what} was another then`);
    expect(error.exitCode).toBe(2);
    expect(readFileSync(path)).toEqual(before);
  });

  it("refuses a file that is damaged elsewhere than at its end", async () => {
    const { resultsFolder, path } = await wholeRun();
    appendFileSync(path, "no record\n\n");
    const resumed = runScenario(seeded, { profile: "smoke", forks, resultsFolder, resume: true });
    await expect(resumed).rejects.toThrow(/the line is cut short or is not a record/);
  });
});
