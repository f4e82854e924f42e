/** Oracle: the defect that is planted; the case must end with a sentence that names it. */
import { runOnce } from "@strait/harness";
import { PriceTick } from "@strait/native/stress/market_data";
import { MemoryBlock } from "@strait/native/stress/memory_blocks";
import { afterEach, describe, expect, it, vi } from "vitest";
import { messageSize } from "../src/message-size.ts";
import scenario from "../src/scenario.ts";
import { byStrategy, ninetyNinth } from "../src/strategies.ts";

afterEach(() => vi.restoreAllMocks());

const few = { sizes: 3 };

describe("what scalability must catch", () => {
  it("work that is not done", () => {
    const create = PriceTick.create;
    let made = 0;
    vi.spyOn(PriceTick, "create").mockImplementation((arena) => {
      made += 1;
      const tick = create.call(PriceTick, arena);
      if (made % 100 === 0) tick.free();
      return tick;
    });
    expect(() => runOnce(byStrategy, few)).toThrow(
      /the ledger counts \d+ live messages where 1000 were expected/,
    );
  });

  it("a leak at the end", () => {
    vi.spyOn(PriceTick.prototype, "free").mockImplementation(() => {});
    const small = scenario.cases.find(({ name }) => name === "small");
    if (small === undefined) throw new Error("there is a case small");
    expect(runOnce(small, few).checks[0]?.detail).toContain("PriceTick leaked");
  });

  it("content that is not what was written", () => {
    const get = Object.getOwnPropertyDescriptor(MemoryBlock.prototype, "content")?.get;
    vi.spyOn(MemoryBlock.prototype, "content", "get").mockImplementation(function (this: MemoryBlock) {
      const content = Uint8Array.from(get?.call(this) ?? []);
      content[0] = (content[0] ?? 0) ^ 1;
      return content;
    });
    expect(runOnce(messageSize, few).checks[0]).toMatchObject({
      passed: false,
      name: "messages hold their content",
    });
  });

  it("one slow group of ten in a hundred, and not one in a thousand", () => {
    const times = Float64Array.from({ length: 1_000 }, (_, index) => (index % 50 === 0 ? 900 : 80));
    expect(ninetyNinth(times)).toBe(900);
    expect(ninetyNinth(times.fill(80, 1))).toBe(80);
  });

  it("nothing in a healthy arena", () => {
    expect(scenario.cases.flatMap((one) => runOnce(one, few).checks.filter(({ passed }) => !passed))).toEqual(
      [],
    );
  });
});
