/**
 * Every case once, with all its ways. Oracle: the checks of the cases, which compare what was read with what was
 * written and demand a ledger at zero.
 */
import type { Timing } from "@strait/harness";
import { describe, expect, it } from "vitest";
import { catalogue, isOutsideProgram } from "../src/catalogue.ts";
import { waysOfRatio } from "../src/goal.ts";
import scenario from "../src/scenario.ts";

const context = {
  profile: "smoke",
  seed: 1,
  sink: () => {},
  plot: () => {},
  warn: () => {},
  note: () => {},
} as const;

/** Counts operations in place of time, so that every way shows up. */
const stopwatch = {
  time(operations: number, work: () => number): Timing {
    const result = work();
    if (Number.isNaN(result)) throw new Error("the work returned NaN");
    return { operations, nanosecondsPerOperation: 1 };
  },
};

describe("every case of the goals", { timeout: 60_000 }, () => {
  it.each(scenario.cases.map((one) => [one.name, one] as const))(
    "%s does its work and leaves nothing",
    (_name, one) => {
      if (one.kind !== "phases") throw new Error("goals are compared in phases");
      const started = one.start(context);
      try {
        const measured = started.measure(stopwatch, 0);
        expect(Object.keys(measured).sort()).toEqual(one.metrics.map(({ name }) => name).sort());
        const checks = started.verify?.() ?? [];
        expect(checks.filter(({ passed }) => !passed)).toEqual([]);
      } finally {
        started.close?.();
      }
    },
  );

  it("has a metric for every goal that is not measured outside, but for what the C floor would bring", () => {
    const measured = new Map(
      scenario.cases.map(({ name, metrics }) => [name, metrics.map((metric) => metric.name)]),
    );
    const without = catalogue.filter(
      (goal) =>
        !isOutsideProgram(goal.case) &&
        !measured.get(goal.case)?.includes(goal.metric) &&
        !waysOfRatio(goal.metric)?.includes("floor"),
    );
    expect(without).toEqual([]);
  });
});
