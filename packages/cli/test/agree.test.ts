/** Oracle: two runs of one plan whose figures are written by hand, so that it is known which agree. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  type ForkRecord,
  type HeaderRecord,
  nothingObserved,
  ResultWriter,
  schemaVersion,
} from "@strait/results";
import { describe, expect, it } from "vitest";
import { strait, temporaryFolder } from "./strait.ts";

const names = ["same", "near", "slower"] as const;

const header: HeaderRecord = {
  record: "header",
  schemaVersion,
  scenario: { name: "planted", title: "Planted", description: "" },
  run: { id: "1", startedAt: "2026-03-01T12:00:00.000Z", profile: "quick", seed: 1, forks: 5, commit: null },
  environment: {
    platform: "linux-x64",
    cpuModel: "Model",
    cores: 2,
    memoryBytes: 8e9,
    governor: null,
    kernel: "Linux",
    runtime: { name: "node", version: "26.10.0", engine: "V8" },
    addon: null,
  },
  cases: names.map((name) => ({
    name,
    title: name,
    description: "",
    metrics: [{ name: "time", title: "Time", operation: "turn", unit: "nanoseconds/operation", targets: [] }],
  })),
};

function record(name: string, fork: number, sample: number): ForkRecord {
  const series = { metric: "time", size: null, sampler: "phases", operationsPerSample: 1 } as const;
  return {
    record: "fork",
    case: name,
    fork,
    startedAt: "2026-03-01T12:00:00.000Z",
    durationMilliseconds: 100,
    error: null,
    series: [{ ...series, samples: [sample], emptyBatch: 0, disturbed: null, allocation: null }],
    checks: [],
    warnings: [],
    resultChecksum: "0",
    probes: { runQueueWaitNanoseconds: null, peakResidentBytes: null },
    observation: nothingObserved,
  };
}

/** A folder with one run, in which each case costs `costs` nanoseconds, give or take a hundredth. */
function results(costs: readonly number[], profile: "quick" | "full" = "quick"): string {
  const folder = join(temporaryFolder(), "results");
  mkdirSync(folder);
  const writer = ResultWriter.create(folder, { ...header, run: { ...header.run, profile } });
  for (const [index, name] of names.entries()) {
    for (const [fork, factor] of [0.99, 1, 1, 1, 1.01].entries()) {
      writer.append(record(name, fork, factor * (costs[index] ?? 0)));
    }
  }
  writer.close();
  return folder;
}

describe("strait agree", { timeout: 60_000 }, () => {
  it("exits 0 when the figures lie in each other's intervals", () => {
    const { code, output } = strait(["agree", results([100, 100, 100]), results([100, 100.5, 99.5])]);
    expect(output).toContain("✓ 3 of 3 figures (100%)");
    expect(output).not.toContain("does not agree");
    expect(code).toBe(0);
  });

  it("exits 1 and names what does not agree, with both medians and the change", () => {
    const { code, output } = strait(["agree", results([100, 100, 100]), results([100, 100.5, 125])]);
    expect(output).toContain("✗ 2 of 3 figures (66.7%)");
    expect(output).toMatch(/planted\/slower │ Time +│ +100 ns │.*│ +125 ns │.*│ +\+25% │/);
    expect(output).not.toContain("planted/near");
    expect(code).toBe(1);
  });

  it("says what makes two runs different, and gives JSON to programs", () => {
    const folders = [results([100, 100, 100]), results([100, 100, 100], "full")] as const;
    expect(strait(["agree", ...folders]).output).toContain(
      "differ in their profile (planted: quick and full)",
    );
    const { holds, figures } = JSON.parse(strait(["agree", ...folders, "--json"]).output);
    expect(holds).toBe(true);
    expect(figures).toHaveLength(3);
  });

  it("refuses folders that have nothing to hold against each other", () => {
    const { code, errors } = strait(["agree", results([1, 1, 1]), "/dev/null"]);
    expect(errors).toContain("/dev/null");
    expect(code).toBe(2);
  });
});
