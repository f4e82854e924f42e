import { analyse, type ScenarioAnalysis } from "@strait/analysis";
import {
  type CaseDescription,
  type ForkRecord,
  type HeaderRecord,
  type Metric,
  nothingObserved,
  schemaVersion,
  type Target,
} from "@strait/results";
import type { Goal } from "../src/goal.ts";

const environment: HeaderRecord["environment"] = {
  platform: "linux-x64",
  cpuModel: "planted",
  cores: 2,
  memoryBytes: 1,
  governor: null,
  kernel: "planted",
  runtime: { name: "node", version: "26", engine: "V8" },
  addon: null,
};

/** A case with its metrics, and what five forks measured of each: the value, spread by 1%. */
export type PlantedCase = {
  readonly name: string;
  readonly metrics: Readonly<
    Record<string, { readonly value: number; readonly unit?: Metric["unit"]; readonly target?: Target }>
  >;
  readonly failedCheck?: string;
};

const spread = [0.99, 1.01, 1, 0.995, 1.005];

/** The analysis of a run whose figures are known. */
export function plantedAnalysis(planted: readonly PlantedCase[]): ScenarioAnalysis {
  const cases = planted.map(
    ({ name, metrics }): CaseDescription => ({
      name,
      title: name,
      description: "planted",
      metrics: Object.entries(metrics).map(([metric, { unit = "nanoseconds/operation", target }]) => ({
        name: metric,
        title: `the ${metric}`,
        operation: "turn",
        unit,
        targets: target === undefined ? [] : [target],
      })),
    }),
  );
  const forks = planted.flatMap(({ name, metrics, failedCheck }) =>
    spread.map(
      (factor, fork): ForkRecord => ({
        record: "fork",
        case: name,
        fork,
        startedAt: "2026-01-01T00:00:00.000Z",
        durationMilliseconds: 100,
        error: null,
        series: Object.entries(metrics).map(([metric, { value }]) => ({
          metric,
          size: null,
          sampler: "phases",
          operationsPerSample: 1,
          samples: [value * factor],
          emptyBatch: null,
          disturbed: null,
          allocation: null,
        })),
        checks: [{ name: "ledger", passed: failedCheck === undefined, detail: failedCheck ?? "at zero" }],
        warnings: [],
        resultChecksum: "00000000",
        probes: { runQueueWaitNanoseconds: 0, peakResidentBytes: 0 },
        observation: nothingObserved,
      }),
    ),
  );
  const header: HeaderRecord = {
    record: "header",
    schemaVersion,
    scenario: { name: "goals", title: "Goals", description: "planted" },
    run: {
      id: "planted",
      startedAt: "2026-01-01T00:00:00.000Z",
      profile: "quick",
      seed: 1,
      forks: 5,
      commit: null,
    },
    environment,
    cases,
  };
  return analyse({ path: "planted", header, forks, warnings: [] });
}

/** A goal of its own for each test. */
export function plantedGoal(goal: Pick<Goal, "case" | "metric" | "target"> & Partial<Goal>): Goal {
  return { title: `Goal ${goal.case}`, ...goal };
}
