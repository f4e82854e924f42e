/** Oracle: what was added; for damage, files that are made to be no history. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { readResultFile } from "@strait/results";
import { describe, expect, it, onTestFinished } from "vitest";
import { History, HistoryError, type Measurement, measurementsOfResults } from "../src/index.ts";
import { commitOf, dayOf, plantedHeader, plantResults, temporaryFolder } from "./fixtures/planted-results.ts";

const branch = "main";
const newFile = () => join(temporaryFolder(), "history.duckdb");

async function messageOf(action: Promise<unknown>): Promise<string> {
  const error: unknown = await action.then(
    () => null,
    (reason) => reason,
  );
  if (!(error instanceof HistoryError)) throw new Error("no HistoryError was thrown", { cause: error });
  expect(error.message).toMatch(/^[^\n]+: [^\n]+: [^\n]+\.$/);
  return error.message;
}

function resultsOf(run: number, read: number): Measurement[] {
  return measurementsOfResults(readResultFile(plantResults(temporaryFolder(), run, read)), { branch });
}

describe("a history", () => {
  it("gives back what results were added, by series and in the order of dates", async () => {
    const file = newFile();
    {
      using history = await History.open(file, "write");
      for (const run of [2, 0, 1]) await history.add(resultsOf(run, 5 + run));
    }
    using history = await History.open(file, "read");
    const series = await history.series();
    expect(series.map(({ metric, size }) => [metric, size])).toEqual([
      ["fill", 10],
      ["fill", 100],
      ["read", null],
    ]);
    expect(series[2]).toMatchObject({
      scenario: "prices",
      case: "read-price",
      branch,
      runtime: "node 26",
      unit: "nanoseconds/operation",
      better: "lower",
    });
    const points = (await history.points()).get(series[2]?.id ?? 0) ?? [];
    expect(points.map(({ value }) => value)).toEqual([5, 6, 7]);
    expect(points[1]).toMatchObject({
      run: "run-1",
      commit: commitOf(1),
      dirty: false,
      at: Date.parse(dayOf(1)),
    });
    expect(points[1]?.low).toBeLessThan(6);
    expect(points[1]?.high).toBeGreaterThan(6);
    const first = series[0]?.id ?? 0;
    expect(await history.points(first)).toEqual(new Map([[first, (await history.points()).get(first)]]));
  });

  it("takes the same results once, and the longer record of a run that was resumed", async () => {
    using history = await History.open(newFile(), "write");
    expect(await history.add(resultsOf(0, 5))).toEqual({ added: 3, replaced: 0, known: 0 });
    expect(await history.add(resultsOf(0, 5))).toEqual({ added: 0, replaced: 0, known: 3 });
    expect(await history.add(resultsOf(0, 7))).toEqual({ added: 0, replaced: 3, known: 0 });
    const values = [...(await history.points()).values()].map((points) => points.map(({ value }) => value));
    expect(values.toSorted()).toEqual([[140], [14], [7]].toSorted());
  });

  it("dates points by their commits where these are known", async () => {
    using history = await History.open(newFile(), "write");
    const files = [0, 1].map((run) => readResultFile(plantResults(temporaryFolder(), run, 5 + run)));
    const commitDate = (commit: string) => (commit === commitOf(0) ? Date.parse(dayOf(9)) : null);
    for (const file of files) await history.add(measurementsOfResults(file, { branch, commitDate }));
    const [points = []] = [...(await history.points()).values()];
    expect(points.map(({ run }) => run)).toEqual(["run-1", "run-0"]);
  });

  it("keeps machines, branches and major versions of the runtime apart", async () => {
    using history = await History.open(newFile(), "write");
    const header = plantedHeader(0);
    const { environment } = header;
    const environments = [
      environment,
      { ...environment, kernel: "Linux 7", memoryBytes: environment.memoryBytes + 5 },
      { ...environment, cpuModel: "Model 4000" },
      { ...environment, runtime: { ...environment.runtime, version: "27.0.0" } },
    ];
    for (const [index, one] of environments.entries()) {
      const run = { ...header.run, id: `run-${index}` };
      const path = plantResults(temporaryFolder(), 0, 5, { ...header, run, environment: one });
      await history.add(measurementsOfResults(readResultFile(path), { branch }));
      await history.add(measurementsOfResults(readResultFile(path), { branch: "feature" }));
    }
    expect(await history.series()).toHaveLength(3 * 3 * 2);
  });

  it("adds all of a call or nothing", async () => {
    using history = await History.open(newFile(), "write");
    const [one, ...others] = resultsOf(0, 5);
    if (one === undefined) throw new Error("nothing was planted");
    const action = history.add([...others, { ...one, value: Number.NaN }]);
    expect(await messageOf(action)).toContain("measurement 3 is invalid (value: ");
    expect(await history.series()).toEqual([]);
  });

  it("keeps what was added when its process is killed", async () => {
    const file = newFile();
    const results = plantResults(temporaryFolder(), 0, 5);
    const script = join(import.meta.dirname, "fixtures/add-and-die.ts");
    const { signal } = spawnSync(process.execPath, [script, file, results]);
    expect(signal).toBe("SIGKILL");
    using history = await History.open(file, "read");
    expect([...(await history.points()).values()].flat()).toHaveLength(3);
  });

  it("refuses a smoke run", () => {
    const path = plantResults(temporaryFolder(), 0, 5, plantedHeader(0, "smoke"));
    expect(() => measurementsOfResults(readResultFile(path), { branch })).toThrow(
      "a smoke run is too short for a history: measure with --profile quick or full.",
    );
  });
});

describe("a file that is no usable history", () => {
  it("is missing", async () => {
    expect(await messageOf(History.open(newFile(), "read"))).toContain(
      "there is no history: make one with `strait history add`",
    );
  });

  it("is a folder, or lies in none", async () => {
    const folder = temporaryFolder();
    expect(await messageOf(History.open(folder, "write"))).toContain("EISDIR");
    const file = join(folder, "missing", "history.duckdb");
    expect(await messageOf(History.open(file, "write"))).toContain("check the path and its permissions");
  });

  it.each(["read", "write"] as const)("is something else, to %s", async (access) => {
    const file = newFile();
    const results = readFileSync(plantResults(temporaryFolder(), 0, 5), "utf8");
    for (const content of ["", "no database", "x".repeat(20_000), results]) {
      writeFileSync(file, content);
      expect(await messageOf(History.open(file, access))).toContain("this is no history: give another file");
      expect(readFileSync(file, "utf8")).toBe(content);
    }
  });

  it.each(["read", "write"] as const)("is a DuckDB file of somebody else, to %s", async (access) => {
    const file = newFile();
    const instance = await DuckDBInstance.create(file);
    const connection = await instance.connect();
    await connection.run("CREATE TABLE points (a INTEGER)");
    connection.closeSync();
    instance.closeSync();
    expect(await messageOf(History.open(file, access))).toContain("this DuckDB file is no history of Strait");
  });

  it("is of another version", async () => {
    const file = newFile();
    const instance = await DuckDBInstance.create(file);
    const connection = await instance.connect();
    await connection.run("CREATE TABLE strait_history AS SELECT 99 AS version");
    connection.closeSync();
    instance.closeSync();
    expect(await messageOf(History.open(file, "read"))).toContain(
      "has format 99, and this program reads format 1",
    );
  });

  it("is cut short or altered", async () => {
    const file = newFile();
    {
      using history = await History.open(file, "write");
      await history.add(resultsOf(0, 5));
    }
    const whole = readFileSync(file);
    const altered = Buffer.from(whole);
    altered.fill(0x41, 8192, 12_288);
    for (const content of [whole.subarray(0, 5000), altered]) {
      writeFileSync(file, content);
      expect(await messageOf(History.open(file, "read"))).toContain("the history is cut short or altered");
    }
  });

  it("is held by another process", async () => {
    const file = newFile();
    const holder = spawn(process.execPath, [join(import.meta.dirname, "fixtures/hold-open.ts"), file]);
    onTestFinished(async () => {
      if (holder.exitCode === null && holder.kill()) await once(holder, "close");
    });
    await once(holder.stdout, "data");
    for (const access of ["read", "write"] as const) {
      expect(await messageOf(History.open(file, access))).toMatch(
        /another process \(\d+\) is using this history: wait until it has ended, and try again\.$/,
      );
    }
  });
});
