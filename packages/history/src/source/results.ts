import { summarise } from "@strait/analysis";
import type { ResultFile } from "@strait/results";
import { HistoryError } from "../error.ts";
import type { Measurement } from "../measurement.ts";
import { machineFingerprint, runtimeName } from "./machine.ts";

/**
 * The measurements of a result file: for every case, metric and size the median over the forks, with its interval.
 *
 * @param options `branch`; `commitDate`: milliseconds since 1970 of a commit, null when it is not known
 * @throws HistoryError for a smoke run, which is too short to measure anything
 */
export function measurementsOfResults(
  file: ResultFile,
  {
    branch,
    commitDate = () => null,
  }: { readonly branch: string; readonly commitDate?: (commit: string) => number | null },
): Measurement[] {
  const { run, environment } = file.header;
  if (run.profile === "smoke") {
    const advice = "measure with --profile quick or full";
    throw new HistoryError("invalid", file.path, "a smoke run is too short for a history", advice);
  }
  const commit = run.commit?.id ?? null;
  const at = (commit === null ? null : commitDate(commit)) ?? Date.parse(run.startedAt);
  const machine = machineFingerprint(environment);
  const runtime = runtimeName(environment);
  return summarise(file).map(({ scenario, case: caseName, metric, size, median, interval }) => ({
    key: { scenario, case: caseName, metric: metric.name, size, branch, machine, runtime },
    unit: metric.unit,
    better: metric.unit === "count" ? null : "lower",
    run: run.id,
    commit,
    dirty: run.commit?.dirty ?? false,
    at,
    value: median,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
  }));
}
