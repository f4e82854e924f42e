/** Oracle: what the profile quick plans, by hand. */
import { expect, it } from "vitest";
import { countsAlike, isUndisturbed, type Metric, plannedForks, type Target } from "../src/index.ts";

const run = { forks: 5, countForks: 1, sustainedForks: 3 };
const metric = (unit: Metric["unit"], targets: readonly Target[] = []): Metric => ({
  name: "one",
  title: "One",
  operation: "run",
  unit,
  targets: [...targets],
});
const goal: Target = { name: "goal", source: "", comparison: "atMost", value: 1, unit: "count" };

it("is one for what every fork counts alike, and all for what is timed, varies or is held against a target", () => {
  const cases = [
    { metrics: [metric("bytes"), metric("count")] },
    { metrics: [metric("bytes"), metric("nanoseconds/operation")] },
    { metrics: [metric("bytes")], varies: true as const },
    { metrics: [metric("count", [goal])] },
  ];
  expect(cases.map((one) => plannedForks(run, one))).toEqual([1, 5, 5, 5]);
  expect(cases.map(countsAlike)).toEqual([true, false, false, false]);
  expect(cases.map(isUndisturbed)).toEqual([true, false, false, true]);
});

it("is a few for what goes on for long, which nothing disturbs as long as no time is asked for", () => {
  const asking = (questions: ("leak" | "drift")[]) => {
    return { metrics: [metric("nanoseconds/operation")], sustained: { operationsPerBatch: 10, questions } };
  };
  const cases = [asking(["leak"]), asking(["drift"]), asking(["leak", "drift"])];
  expect(cases.map((one) => plannedForks(run, one))).toEqual([3, 3, 3]);
  expect(cases.map(isUndisturbed)).toEqual([true, false, false]);
  expect(cases.map(countsAlike)).toEqual([false, false, false]);
});
