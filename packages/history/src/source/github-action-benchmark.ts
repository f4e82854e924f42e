import { z } from "zod";
import type { Measurement } from "../measurement.ts";
import { readForeign } from "./foreign.ts";

/** The part of github-action-benchmark's data.js that a history takes: `window.BENCHMARK_DATA`. */
const data = z.object({
  entries: z.record(
    z.string(),
    z.array(
      z.object({
        commit: z.object({ id: z.string().min(1), timestamp: z.string().optional() }),
        date: z.int().nonnegative(),
        tool: z.string().min(1),
        benches: z.array(z.object({ name: z.string().min(1), value: z.number(), unit: z.string() })),
      }),
    ),
  ),
});

/** Tools whose figures are rates: the table `biggerIsBetter` of github-action-benchmark. */
const ratesFrom = new Set(["benchmarkjs", "pytest", "customBiggerIsBetter"]);

/** What data.js begins with. */
export const dataScript = /^\s*window\.BENCHMARK_DATA\s*=/;

/**
 * The measurements of a data.js of github-action-benchmark: one series for each suite and benchmark, one point for each
 * run, dated by its commit. The suite is the scenario, the tool the runtime.
 *
 * @throws HistoryError that says what is wrong where
 */
export function measurementsOfDataScript(
  file: string,
  text: string,
  { branch, machine }: { readonly branch: string; readonly machine: string },
): Measurement[] {
  const json = text.replace(dataScript, "").replace(/;\s*$/, "");
  const { entries } = readForeign(file, json, data, "a data.js of github-action-benchmark");
  return Object.entries(entries).flatMap(([suite, runs]) =>
    runs.flatMap(({ commit, date, tool, benches }) =>
      benches.map(({ name, value, unit }): Measurement => {
        const committed = Date.parse(commit.timestamp ?? "");
        return {
          key: { scenario: suite, case: name, metric: "value", size: null, branch, machine, runtime: tool },
          unit,
          better: ratesFrom.has(tool) ? "higher" : "lower",
          run: `${commit.id} ${date}`,
          commit: commit.id,
          dirty: false,
          at: Number.isNaN(committed) ? date : committed,
          value,
          low: null,
          high: null,
        };
      }),
    ),
  );
}
