/** Oracle: the defect that is planted; the case must end with a sentence that names it. */
import { runOnce } from "@strait/harness";
import { PriceTick } from "@strait/native/stress/market_data";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fourTypes } from "../src/four-types.ts";
import { pool } from "../src/pool.ts";
import { rapidCycles } from "../src/rapid-cycles.ts";
import scenario from "../src/scenario.ts";
import { strategies } from "../src/strategy.ts";

const strategy = firstStrategy();

function firstStrategy() {
  const [first] = strategies;
  if (first === undefined) throw new Error("there is no strategy");
  return first;
}

afterEach(() => vi.restoreAllMocks());

/** The pool of a strategy whose allocator is altered. */
function poolWith(alter: (allocator: ReturnType<typeof strategy.start>) => Partial<typeof allocator>) {
  return pool({
    ...strategy,
    name: "planted",
    title: "planted",
    start(arena, count) {
      const allocator = strategy.start(arena, count);
      return { ...allocator, ...alter(allocator) };
    },
  });
}

describe("what memory must catch", () => {
  it("work that is not done: nothing is allocated", () => {
    expect(() => runOnce(poolWith(() => ({ allocate: () => 1 })))).toThrow(
      "the ledger counts 0 live messages where 10000 were expected",
    );
  });

  it("work that is not done: nothing is freed", () => {
    expect(() => runOnce(poolWith(() => ({ free: () => 1 })))).toThrow(
      "the ledger counts 10000 live messages where 0 were expected",
    );
  });

  it("work that returns nothing", () => {
    const idle = poolWith(({ allocate }) => ({
      allocate() {
        allocate();
        return Number.NaN;
      },
    }));
    expect(() => runOnce(idle)).toThrow("the work returned no number");
  });

  it("a leak at the end", () => {
    vi.spyOn(PriceTick.prototype, "free").mockImplementation(() => {});
    const [check] = runOnce(rapidCycles).checks;
    expect(check).toMatchObject({ passed: false });
    expect(check?.detail).toContain("strait.stress.v1.PriceTick leaked 1000 messages");
    expect(() => runOnce(fourTypes)).toThrow("the ledger counts 1000 live messages where 0 were expected");
  });

  it("nothing in a healthy arena", () => {
    const failed = scenario.cases
      .filter(({ name }) => name !== "mebibyte-blocks")
      .flatMap((one) => runOnce(one).checks.filter(({ passed }) => !passed));
    expect(failed).toEqual([]);
  });
});
