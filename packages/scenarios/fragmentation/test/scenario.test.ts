/** Oracle: the checks that the cases bring themselves, in one pass without a stopwatch. */
import { runOnce } from "@strait/harness";
import { expect, it } from "vitest";
import scenario from "../src/scenario.ts";

it.each(scenario.cases.map((one) => [one.name, one] as const))("%s passes its own checks", (_name, one) => {
  const { metrics, checks } = runOnce(one);
  const all = one.metrics.map(({ name }) => name).sort();
  expect(metrics.length).toBeGreaterThan(0);
  for (const given of metrics) expect(given).toEqual(all);
  expect(checks.length).toBeGreaterThan(0);
  expect(checks.filter(({ passed }) => !passed)).toEqual([]);
});
