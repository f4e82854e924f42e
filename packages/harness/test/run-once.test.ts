/** Oracle: cases whose one pass is known. */
import { describe, expect, it } from "vitest";
import {
  batchCase,
  countCase,
  phaseCase,
  runOnce,
  runOnceInTurns,
  sweepCase,
  untimed,
} from "../src/index.ts";

const named = { name: "planted", title: "Planted", description: "Planted." };
const check = { name: "ledger", passed: false, detail: "one left" };

describe("one pass through a case", () => {
  it("gives the metrics at every size that is visited, and what was verified", () => {
    const visited: number[] = [];
    const sweep = sweepCase({
      ...named,
      size: { title: "Items", unit: "items" },
      sizes: [1, 2, 4, 8],
      metrics: { fill: { title: "Fill", operation: "item" } },
      start: () => ({
        measure({ time }, size) {
          visited.push(size);
          return { fill: time(1, () => size) };
        },
        verify: () => [check],
      }),
    });
    expect(runOnce(sweep, { sizes: 3 })).toEqual({
      metrics: [["fill"], ["fill"], ["fill"]],
      checks: [check],
    });
    expect(visited).toEqual([1, 2, 4]);
  });

  it("closes the case, whatever happens", () => {
    const closed: string[] = [];
    const one = (name: string, measure: () => { bytes: number }) =>
      phaseCase({
        ...named,
        metrics: { bytes: { title: "Bytes", operation: "message", unit: "bytes" } },
        start: () => ({ measure, close: () => closed.push(name) }),
      });
    runOnce(one("whole", () => ({ bytes: 1 })));
    const broken = one("broken", () => {
      throw new Error("no bytes");
    });
    expect(() => runOnce(broken)).toThrow("no bytes");
    expect(closed).toEqual(["whole", "broken"]);
  });

  it("counts once", () => {
    const count = countCase({
      ...named,
      metrics: { bytes: { title: "Bytes", operation: "message", unit: "bytes/operation" } },
      start: () => ({ count: () => ({ bytes: 8 }) }),
    });
    expect(runOnce(count)).toEqual({ metrics: [["bytes"]], checks: [] });
  });

  it("counts over turns of the event loop only where it may", async () => {
    const count = countCase({
      ...named,
      metrics: { bytes: { title: "Bytes", operation: "message", unit: "bytes/operation" } },
      start: () => ({ count: async () => ({ bytes: 8 }), verify: () => [check] }),
    });
    await expect(runOnceInTurns(count)).resolves.toEqual({ metrics: [["bytes"]], checks: [check] });
    expect(() => runOnce(count)).toThrow(/counts over turns of the event loop; use runOnceInTurns$/);
  });

  it("refuses work that returns no number", () => {
    const idle = batchCase({
      ...named,
      metric: { name: "time", title: "Time", operation: "turn" },
      operationsPerBatch: 1,
      start: () => ({ batch: () => Number.NaN }),
    });
    expect(() => runOnce(idle)).toThrow("the work returned no number");
  });
});

it("an untimed stopwatch does the work, and shows nothing", () => {
  let done = 0;
  expect(untimed.time(5, () => ++done)).toEqual({ nanosecondsPerOperation: 0, operations: 5 });
  expect(done).toBe(1);
});
