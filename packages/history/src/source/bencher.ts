import { createHash } from "node:crypto";
import { z } from "zod";
import type { Measurement } from "../measurement.ts";
import { readForeign } from "./foreign.ts";

/** Bencher Metric Format: benchmarks by name, their measures by slug. */
const metrics = z.record(
  z.string().min(1),
  z.record(
    z.string().min(1),
    z.object({
      value: z.number(),
      lower_value: z.number().nullish(),
      upper_value: z.number().nullish(),
    }),
  ),
);

/** Bencher's own measures: their unit, and which way is good. */
const knownMeasures: Readonly<Record<string, Pick<Measurement, "unit" | "better">>> = {
  latency: { unit: "nanoseconds/operation", better: "lower" },
  throughput: { unit: "operations/second", better: "higher" },
};

/**
 * The measurements of a file in Bencher Metric Format. It holds one run and says neither when nor of what, so the caller
 * does. The same content for the same commit is the same run.
 *
 * @param run `commit`: null when it is not known; `at`: milliseconds since 1970
 * @throws HistoryError that says what is wrong where
 */
export function measurementsOfBencher(
  file: string,
  text: string,
  run: {
    readonly branch: string;
    readonly machine: string;
    readonly commit: string | null;
    readonly at: number;
  },
): Measurement[] {
  const benchmarks = readForeign(file, text, metrics, "JSON in Bencher Metric Format");
  const content = createHash("sha256").update(text).digest("hex").slice(0, 16);
  return Object.entries(benchmarks).flatMap(([name, measures]) =>
    Object.entries(measures).map(([measure, { value, lower_value, upper_value }]): Measurement => {
      const known = Object.hasOwn(knownMeasures, measure) ? knownMeasures[measure] : undefined;
      return {
        key: {
          scenario: "bencher",
          case: name,
          metric: measure,
          size: null,
          branch: run.branch,
          machine: run.machine,
          runtime: "bencher",
        },
        unit: known?.unit ?? "",
        better: known?.better ?? null,
        run: `${run.commit ?? "no commit"} ${content}`,
        commit: run.commit,
        dirty: false,
        at: run.at,
        value,
        low: lower_value ?? null,
        high: upper_value ?? null,
      };
    }),
  );
}
