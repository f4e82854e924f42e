/** Builds result files for tests: sound by default, each part to be replaced by what a test is about. */
import {
  type CaseDescription,
  type ForkRecord,
  type Metric,
  nothingObserved,
  type ResultFile,
  type Series,
  schemaVersion,
  type Target,
} from "@strait/results";

export const rateTarget: Target = {
  name: "goal",
  source: "the test",
  comparison: "atLeast",
  value: 10e6,
  unit: "operations/second",
};

export const timeMetric: Metric = {
  name: "allocation-time",
  title: "Allocations",
  operation: "allocation",
  unit: "nanoseconds/operation",
  targets: [rateTarget],
};

export const sizedMetric: Metric = {
  name: "total-time",
  title: "Total time",
  operation: "round",
  unit: "nanoseconds/operation",
  targets: [],
  size: { title: "number of objects", unit: "objects" },
};

export function plantSeries(samples: readonly number[], parts: Partial<Series> = {}): Series {
  return {
    metric: timeMetric.name,
    size: null,
    sampler: "benchmark.js",
    operationsPerSample: 1000,
    samples: [...samples],
    emptyBatch: null,
    disturbed: null,
    allocation: null,
    ...parts,
  };
}

export function plantFork(fork: number, parts: Partial<ForkRecord> = {}): ForkRecord {
  return {
    record: "fork",
    case: "first",
    fork,
    startedAt: "2026-11-23T12:00:00Z",
    durationMilliseconds: 1000,
    error: null,
    series: [],
    checks: [],
    warnings: [],
    resultChecksum: null,
    probes: { runQueueWaitNanoseconds: 0, peakResidentBytes: null },
    observation: nothingObserved,
    ...parts,
  };
}

export function plantCase(metrics: readonly Metric[], name = "first"): CaseDescription {
  return { name, title: "First", description: "", metrics: [...metrics] };
}

export function plantFile(cases: readonly CaseDescription[], forks: readonly ForkRecord[]): ResultFile {
  return {
    path: "planted.jsonl",
    header: {
      record: "header",
      schemaVersion,
      scenario: { name: "planted", title: "Planted", description: "" },
      run: {
        id: "run",
        startedAt: "2026-11-23T12:00:00Z",
        profile: "quick",
        seed: 7,
        forks: Math.max(1, ...cases.map(({ name }) => forks.filter((fork) => fork.case === name).length)),
        commit: null,
      },
      environment: {
        platform: "linux-x64",
        cpuModel: "planted",
        cores: 2,
        memoryBytes: 1,
        governor: null,
        kernel: "planted",
        runtime: { name: "node", version: "26", engine: "v8" },
        addon: null,
      },
      cases: [...cases],
    },
    forks,
    warnings: [],
  };
}

/** A file of one case whose forks measured `timeMetric` with these medians. */
export function plantCosts(
  forkMedians: readonly number[],
  metric = timeMetric,
  parts: Partial<Series> = {},
): ResultFile {
  return plantFile(
    [plantCase([metric])],
    forkMedians.map((cost, fork) =>
      plantFork(fork, { series: [plantSeries([cost], { metric: metric.name, ...parts })] }),
    ),
  );
}
