/** Oracle: the checks that the cases bring themselves, in one pass without a stopwatch. */
import { expect, it } from "vitest";
import scenario from "../src/scenario.ts";

const context = {
  profile: "smoke",
  seed: 1,
  sink() {},
  warn() {},
} as const;

const clock = {
  time(operations: number, work: () => number) {
    expect(work()).not.toBeNaN();
    return { nanosecondsPerOperation: 1, operations };
  },
};

it.each(scenario.cases.map((one) => [one.name, one] as const))("%s passes its own checks", (_name, one) => {
  if (one.kind === "batch" || one.kind === "sustained") throw new Error("this scenario has no such case");
  const workload = one.start(context);
  const sizes = one.kind === "phases" ? (one.sizes ?? [0]) : [];
  const measured =
    "count" in workload ? [workload.count()] : sizes.map((size) => workload.measure(clock, size));
  for (const values of measured) {
    expect(Object.keys(values).sort()).toEqual(one.metrics.map(({ name }) => name).sort());
  }
  const checks = workload.verify?.() ?? [];
  expect(checks.length).toBeGreaterThan(0);
  expect(checks.filter(({ passed }) => !passed)).toEqual([]);
});
