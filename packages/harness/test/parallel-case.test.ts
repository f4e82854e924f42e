/** Oracle: sums by formula, and a worker that does nothing. */
import { describe, expect, it, vi } from "vitest";
import { measureCase } from "../src/fork/measure-case.ts";
import { parallelCase, runOnce, type Team } from "../src/index.ts";
import { profileWith } from "./fixtures/profile.ts";

vi.setConfig({ testTimeout: 120_000 });

const seen = () => ({ seen: new Int32Array(new SharedArrayBuffer(16)) });

function caseOf(task: string, teams: Team[] = []) {
  return parallelCase({
    name: "sum",
    title: "Sum",
    description: "Two workers add up numbers.",
    metrics: {
      add: { title: "Add", operation: "addition" },
      share: { title: "Share", operation: "section", unit: "count" },
    },
    worker: new URL("fixtures/workers/summing.ts", import.meta.url),
    workers: 2,
    start(_context, hire) {
      const team = hire(seen());
      teams.push(team);
      return {
        measure() {
          const { timing, workers } = team.run(task, { arguments: [1_000] });
          const share = (workers[0]?.operations ?? 0) / timing.operations;
          return { add: timing, share: { value: share, disturbed: timing.disturbed ?? null } };
        },
      };
    },
  });
}

async function measure(task: string) {
  const thrown: unknown[] = [];
  const measurement = await measureCase(caseOf(task), {
    seed: 9,
    profileName: "smoke",
    profile: profileWith({}),
    pauseAt: async () => {},
    onThrown: (value) => thrown.push(value),
  });
  return { ...measurement, thrown };
}

describe("a parallel case", () => {
  it("is measured by the clocks of its workers, and takes what they computed for its result", async () => {
    const { error, series, resultChecksum } = await measure("sum");
    expect(error).toBeNull();
    expect(resultChecksum).toMatch(/^[0-9a-f]{8}$/);
    expect(series).toMatchObject([
      { metric: "add", sampler: "phases", operationsPerSample: 2_000, allocation: null },
      { metric: "share", sampler: "count" },
    ]);
    for (const share of series[1]?.samples ?? []) expect(share).toBe(0.5);
  });

  it("fails when a worker does no work", async () => {
    expect((await measure("lazy")).error).toContain('worker 1 did no work in "lazy": its share is 0');
  });

  it("says how many workers do its work", () => {
    expect(caseOf("sum").workers).toBe(2);
  });

  it("ends its workers when it is closed", () => {
    const teams: Team[] = [];
    expect(runOnce(caseOf("sum", teams)).metrics).toEqual([["add", "share"]]);
    expect(() => teams[0]?.run("sum")).toThrow("the team has ended");
  });

  it("ends its workers when it cannot start", () => {
    const teams: Team[] = [];
    const broken = parallelCase({
      ...caseOf("sum"),
      metrics: { add: { title: "Add", operation: "addition" } },
      worker: new URL("fixtures/workers/summing.ts", import.meta.url),
      workers: 1,
      start(_context, hire) {
        teams.push(hire(seen()));
        throw new Error("no memory");
      },
    });
    expect(() => runOnce(broken)).toThrow("no memory");
    expect(() => teams[0]?.run("sum")).toThrow("the team has ended");
  });
});
