/** Oracle: a list of what was asked of the workload, kept by the workload itself; the format's own schema. */
import { caseDescription } from "@strait/results";
import { describe, expect, it } from "vitest";
import { comparisonCase, HarnessError, type Stopwatch } from "../src/index.ts";

const named = (...names: string[]) => names.map((name) => ({ name, title: name.toUpperCase() }));
const words = { name: "race", title: "Race", description: "…", operation: "turn" };

const stopwatch: Stopwatch = {
  time: (operations, work) => ({ nanosecondsPerOperation: work(), operations }),
};

function race(asked: string[] = []) {
  return comparisonCase({
    ...words,
    baseline: "a",
    contenders: named("a", "b", "c"),
    columns: named("small", "large"),
    unavailable: [{ contender: "c", column: "large", reason: "it is too slow" }],
    start: () => ({
      measure({ time }, contender, column) {
        asked.push(`${contender}-${column}`);
        return time(1, () => contender.charCodeAt(0) + column.length);
      },
      verify: () => [{ name: "asked", passed: asked.length > 0, detail: "" }],
    }),
  });
}

describe("a comparison", () => {
  it("describes its table as the record format wants it", () => {
    const { name, title, description, metrics, comparison } = race();
    expect(caseDescription.parse({ name, title, description, metrics, comparison })).toMatchObject({
      metrics: ["a-small", "a-large", "b-small", "b-large", "c-small"].map((metric) => ({ name: metric })),
      comparison: { baseline: "a", unavailable: [{ contender: "c", reason: "it is too slow" }] },
    });
  });

  it("asks for every cell once a round, in orders that differ, the same for the same seed", () => {
    const rounds = (seed: number) => {
      const asked: string[] = [];
      const workload = race(asked).start({
        profile: "quick",
        seed,
        sink: () => {},
        plot: () => {},
        warn: () => {},
        note: () => {},
      });
      for (let round = 0; round < 6; round++) workload.measure(stopwatch, 0);
      expect(workload.verify?.()).toHaveLength(1);
      return Array.from({ length: 6 }, (_, round) => asked.slice(round * 5, round * 5 + 5));
    };
    const orders = rounds(1);
    for (const order of orders) {
      expect(order.toSorted()).toEqual(["a-large", "a-small", "b-large", "b-small", "c-small"]);
    }
    expect(new Set(orders.map(String)).size).toBeGreaterThan(1);
    expect(rounds(1)).toEqual(orders);
    expect(rounds(2)).not.toEqual(orders);
  });

  it("keeps what its columns say of bytes, and leaves out those that a profile has no time for", () => {
    const definition = comparisonCase({
      ...words,
      baseline: "a",
      contenders: named("a", "b"),
      columns: [
        { name: "small", title: "Small", bytes: 32 },
        { name: "large", title: "Large", from: "full" },
      ],
      start: () => ({ measure: ({ time }) => time(1, () => 1) }),
    });
    const small = { name: "small", title: "Small", bytes: 32 };
    expect(definition.comparison?.columns).toEqual([small, { name: "large", title: "Large" }]);
    expect(definition.forProfile?.("quick").comparison?.columns).toEqual([small]);
  });

  it("gives each metric the timing of its own cell", () => {
    const workload = race().start({
      profile: "quick",
      seed: 3,
      sink: () => {},
      plot: () => {},
      warn: () => {},
      note: () => {},
    });
    const measured = workload.measure(stopwatch, 0);
    expect(measured["b-large"]).toEqual({ nanosecondsPerOperation: 98 + 5, operations: 1 });
    expect(measured["c-small"]).toEqual({ nanosecondsPerOperation: 99 + 5, operations: 1 });
  });

  it("refuses a baseline that cannot do every column, since nothing could be held against it", () => {
    const without = () =>
      comparisonCase({
        ...words,
        baseline: "a",
        contenders: named("a", "b"),
        columns: named("small", "large"),
        unavailable: [{ contender: "a", column: "large", reason: "it is too slow" }],
        start: () => ({ measure: ({ time }) => time(1, () => 1) }),
      });
    expect(without).toThrow(HarnessError);
    expect(without).toThrow('Comparison "race" has no baseline "a" in column "large"');
  });
});
