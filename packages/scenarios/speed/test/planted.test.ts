/** Oracle: the defect that is planted; the case must end with a sentence that names it. */
import { runOnce } from "@strait/harness";
import type { Arena } from "@strait/native";
import { ChatMessage } from "@strait/native/stress/chat";
import { OrderBook } from "@strait/native/stress/market_data";
import { afterEach, describe, expect, it, vi } from "vitest";
import { familyNames } from "../src/family.ts";
import { type Loops, type Strategy, strategies } from "../src/strategy.ts";
import { throughput } from "../src/throughput.ts";
import { withContent } from "../src/with-content.ts";

afterEach(() => vi.restoreAllMocks());

const strategy = firstStrategy();

function firstStrategy() {
  const [first] = strategies;
  if (first === undefined) throw new Error("there is no strategy");
  return first;
}

/** Throughput by a strategy whose loops are altered. */
function throughputWith(alter: (loops: Readonly<Record<string, Loops>>, arena: Arena) => Partial<Loops>) {
  const planted: Strategy = {
    ...strategy,
    start(arena, live) {
      const loops = strategy.start(arena, live);
      const altered = alter(loops, arena);
      return {
        bool: { ...loops.bool, ...altered },
        tick: { ...loops.tick, ...altered },
        wide: { ...loops.wide, ...altered },
        doubles: { ...loops.doubles, ...altered },
      };
    },
  };
  return throughput(planted);
}

describe("what speed must catch", () => {
  it("work that is not done", () => {
    expect(() => runOnce(throughputWith(() => ({ allocate: () => 1 })))).toThrow(
      "counts 0 live messages where 4000",
    );
    expect(() => runOnce(throughputWith(() => ({ free: () => 1 })))).toThrow(
      "counts 4000 live messages where 0",
    );
  });

  it("the wrong work: another type than the one that is said", () => {
    const checks = runOnce(throughputWith(({ tick }) => tick ?? {})).checks.filter(({ passed }) => !passed);
    expect(checks[0]?.detail).toBe(`the ledger named another type ${familyNames.length - 1} times`);
  });

  it("a message with other content than was asked for", () => {
    vi.spyOn(ChatMessage.prototype, "text", "set").mockImplementation(() => {});
    const untouched = runOnce(withContent).checks.filter(({ passed }) => !passed);
    expect(untouched).toEqual([]);
    vi.restoreAllMocks();
    const set = Object.getOwnPropertyDescriptor(ChatMessage.prototype, "text")?.set;
    let built = 0;
    vi.spyOn(ChatMessage.prototype, "text", "set").mockImplementation(function (this: ChatMessage, text) {
      // The first one is what the others are held against.
      built += 1;
      set?.call(this, built === 1 ? text : `${text}!`);
    });
    expect(runOnce(withContent).checks[0]).toMatchObject({ passed: false, name: "both ways build the same" });
  });

  it("a leak at the end", () => {
    vi.spyOn(OrderBook.prototype, "free").mockImplementation(() => {});
    const [check] = runOnce(withContent).checks.filter(({ passed }) => !passed);
    expect(check?.detail).toContain("strait.stress.v1.OrderBook leaked");
  });
});
