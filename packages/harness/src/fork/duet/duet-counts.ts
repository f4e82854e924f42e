import type { DuetSeries } from "@strait/results";
import type { CountCase } from "../../scenario/count-case.ts";
import { type ByBuild, forEachBuild } from "./by-build.ts";

export type CountPlayer = {
  readonly definition: CountCase;
  readonly workload: ReturnType<CountCase["start"]>;
  readonly sink: (value: number) => void;
};

/** Counts once in each build, one after the other. */
export async function duetCounts(
  players: ByBuild<CountPlayer>,
  names: readonly string[],
): Promise<DuetSeries[]> {
  const { base, head, control } = players;
  const counts: ByBuild<Readonly<Record<string, number>>> = {
    base: await base.workload.count(),
    head: await head.workload.count(),
    control: await control.workload.count(),
  };
  return names.map((name) => ({
    metric: name,
    sampler: "count",
    samples: forEachBuild((build) => {
      const value = counts[build][name];
      if (value === undefined || !Number.isFinite(value) || value < 0) {
        throw new Error(
          `count() must give a number that is not negative for metric "${name}", and gave ${value}`,
        );
      }
      players[build].sink(value);
      return [value];
    }),
    emptyBatch: null,
  }));
}
