import { caseDescription, target } from "@strait/results";
import { describe, expect, it } from "vitest";
import {
  batchCase,
  countCase,
  defineScenario,
  floorPerSecond,
  goalNanoseconds,
  HarnessError,
  phaseCase,
  sweepCase,
} from "../src/index.ts";
import { isScenario } from "../src/scenario/scenario.ts";
import sorting from "./fixtures/sorting.ts";

const words = { name: "one", title: "One", description: "A case." };
const time = { title: "Time", operation: "turn" };
const count = { title: "Count", operation: "turn", unit: "count" } as const;

describe("a definition", () => {
  it("describes every case as the record format wants it (oracle: the format's own schema)", () => {
    for (const { name, title, description, metrics } of sorting.cases) {
      const described = { name, title, description, metrics };
      expect(caseDescription.parse(described)).toEqual(described);
    }
  });

  it("gives times their unit, counts their own, and sweeps their axis", () => {
    const metrics = sorting.cases.map((one) =>
      one.metrics.map(({ name, unit, size }) => [name, unit, size?.unit]),
    );
    expect(metrics).toEqual([
      [["time", "nanoseconds/operation", undefined]],
      [
        ["insert", "nanoseconds/operation", undefined],
        ["delete", "nanoseconds/operation", undefined],
        ["left", "count", undefined],
      ],
      [
        ["total", "nanoseconds/operation", "elements"],
        ["bytes", "bytes", "elements"],
      ],
      [["bytes", "bytes/operation", undefined]],
    ]);
  });

  it("spells targets as the record format wants them (oracle: the format's own schema)", () => {
    const rate = floorPerSecond(1000, "a guess");
    const cost = goalNanoseconds(5, "a guess");
    for (const made of [rate, cost]) expect(target.parse(made)).toEqual(made);
    expect([rate.comparison, rate.unit]).toEqual(["atLeast", "operations/second"]);
    expect([cost.comparison, cost.unit]).toEqual(["atMost", "nanoseconds/operation"]);
  });

  it("refuses operations and sizes that are no positive integers, or none, or twice the same", () => {
    const start = (): never => {
      throw new Error("not started");
    };
    const axis = { title: "Length", unit: "elements" };
    for (const operationsPerBatch of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      const define = () =>
        batchCase({ ...words, metric: { name: "time", ...time }, operationsPerBatch, start });
      expect(define).toThrow(/^Case "one" has unusable operationsPerBatch \([^)]+\): give positive integers/);
    }
    for (const sizes of [[], [0], [1, 2.5], [3, 3]]) {
      const define = () => sweepCase({ ...words, metrics: { time }, size: axis, sizes, start });
      expect(define).toThrow(/^Case "one" has unusable sizes \([^)]*\): give positive integers/);
    }
  });

  it("refuses a scenario without cases, or with two of one name", () => {
    const one = countCase({ ...words, metrics: { count }, start: () => ({ count: () => ({ count: 1 }) }) });
    const scenario = { name: "some", title: "Some", description: "…" };
    expect(() => defineScenario({ ...scenario, cases: [] })).toThrow(HarnessError);
    expect(() => defineScenario({ ...scenario, cases: [one, one] })).toThrow('two cases named "one"');
    expect(isScenario(defineScenario({ ...scenario, cases: [one] }))).toBe(true);
    for (const other of [null, undefined, 1, {}, { ...scenario, cases: [one] }])
      expect(isScenario(other)).toBe(false);
  });

  it("does not compile when a metric is missing, or a time was not taken by the stopwatch (oracle: tsc)", () => {
    phaseCase({
      ...words,
      metrics: { time, count },
      // @ts-expect-error: the metric "count" is missing
      start: () => ({ measure: (stopwatch) => ({ time: stopwatch.time(1, () => 0) }) }),
    });
    phaseCase({
      ...words,
      metrics: { time },
      // @ts-expect-error: a number is not a timing
      start: () => ({ measure: () => ({ time: 3 }) }),
    });
    phaseCase({
      ...words,
      metrics: { count },
      // @ts-expect-error: a timing is not a count
      start: () => ({ measure: (stopwatch) => ({ count: stopwatch.time(1, () => 0) }) }),
    });
    const made = phaseCase({
      ...words,
      metrics: { time, count },
      start: () => ({ measure: (stopwatch) => ({ time: stopwatch.time(1, () => 0), count: 3 }) }),
    });
    expect(made.kind).toBe("phases");
  });
});
