/** Oracle: the batches that were called, and a clock that stands still between them. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { measureSustained, warmLoad } from "../src/fork/measure-sustained.ts";
import { HarnessError, type PlaceCounts, type SustainedQuestion, sustainedCase } from "../src/index.ts";
import { profiles } from "../src/run/index.ts";

const operationsPerBatch = 50_000;
const nothing = { type: "Order", liveMessages: 0, messageBytes: 0, dataBlocks: 0, dataBytes: 0 };

function definition(batchesPerReading: number, ...questions: SustainedQuestion[]) {
  return sustainedCase({
    name: "long",
    title: "Long",
    description: "Calls, one after the other.",
    metric: { name: "time", title: "Time", operation: "turn" },
    operationsPerBatch,
    batchesPerReading,
    questions,
    start: () => ({ batch: () => 0 }),
  });
}

/** Measures with a clock on which every batch takes a microsecond longer than the one before. */
async function measure(
  profile: keyof typeof profiles,
  questions: readonly SustainedQuestion[],
  count?: (batches: number) => readonly PlaceCounts[],
  batchesPerReading = 1,
) {
  let [now, batches] = [0n, 0];
  const sunk: number[] = [];
  const workload = {
    batch() {
      batches += 1;
      now += 1000n * BigInt(batches);
      return batches;
    },
    ...(count === undefined ? {} : { count: () => count(batches) }),
  };
  const context = {
    profile,
    seed: 1,
    sink: (value: number) => sunk.push(value),
    plot: () => {},
    warn: () => {},
    note: () => {},
  } as const;
  const options = { profile: { ...profiles[profile], sustainedBudget: 0 }, context, clock: () => now };
  const load = definition(batchesPerReading, ...questions);
  warmLoad(load, workload, options);
  const { series, ledgers } = await measureSustained(load, workload, options);
  return { series, sunk, batches, ledgers };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("a sustained case", () => {
  it("keeps every batch as a sample, in order, as many as its question needs, once it is warm", async () => {
    const { series, sunk, batches } = await measure("quick", ["drift"]);
    // Batch n takes n µs: 1,000 of them come to the half second that is not kept.
    const warm = 1000;
    expect(batches).toBe(warm + 120);
    expect(series).toHaveLength(1);
    expect(series[0]).toMatchObject({ metric: "time", sampler: "sustained", operationsPerSample: 50_000 });
    expect(series[0]?.samples).toEqual(
      Array.from({ length: 120 }, (_, index) => (1000 * (warm + index + 1)) / 50_000),
    );
    expect(sunk).toEqual(Array.from({ length: warm + 120 }, (_, index) => index + 1));
  });

  it("collects twice after every batch where it asks for a leak, and reads heap and resident memory", async () => {
    const collect = vi.fn();
    vi.stubGlobal("gc", collect);
    const { series, batches } = await measure("quick", ["leak"]);
    expect(batches).toBeGreaterThanOrEqual(45);
    expect(collect).toHaveBeenCalledTimes(2 * batches);
    expect(series.map(({ metric, samples }) => [metric, samples.length])).toEqual([
      ["time", batches],
      ["heap", batches],
      ["resident", batches],
    ]);
    for (const bytes of series.slice(1).flatMap(({ samples }) => samples)) expect(bytes).toBeGreaterThan(1e6);
  });

  it("cannot ask for a leak where garbage is not collected on demand", async () => {
    vi.stubGlobal("gc", undefined);
    await expect(measure("quick", ["leak"])).rejects.toThrow(/collected on demand/);
  });

  it("reads ledgers once it is warm, and keeps a reading where the counts change, and the last", async () => {
    vi.stubGlobal("gc", () => {});
    const count = (batches: number) => {
      const dataBlocks = batches < 20 ? 0 : 1;
      return [{ place: "Arena", counts: [{ ...nothing, dataBlocks, dataBytes: 16 * dataBlocks }] }];
    };
    const { batches, ledgers } = await measure("quick", ["leak"], count);
    expect(ledgers).toHaveLength(1);
    expect(ledgers[0]).toMatchObject({ place: "Arena", work: "operations" });
    const kept = ledgers[0]?.readings.map(({ operations, counts }) => [operations, counts[0]?.dataBlocks]);
    expect(kept).toEqual([
      [0, 0],
      [14 * operationsPerBatch, 0],
      [15 * operationsPerBatch, 1],
      [(batches - 5) * operationsPerBatch, 1],
    ]);
  });

  it("reads ledgers without a collection where it asks for no leak", async () => {
    const collect = vi.fn();
    vi.stubGlobal("gc", collect);
    const { batches, ledgers } = await measure("smoke", ["drift"], () => [{ place: "Arena", counts: [] }], 5);
    expect([batches, ledgers.length, collect.mock.calls.length]).toEqual([15, 1, 0]);
  });

  it("reads memory after so many batches as it says, and goes on until there are readings enough", async () => {
    vi.stubGlobal("gc", () => {});
    const { series, batches } = await measure("quick", ["leak", "drift"], undefined, 5);
    expect(batches).toBe(240);
    expect(series.map(({ samples }) => samples.length)).toEqual([240, 48, 48]);
    expect((await measure("smoke", ["leak"], undefined, 5)).batches).toBe(15);
  });

  it("is quick in the smoke profile, which answers nothing", async () => {
    expect((await measure("smoke", ["drift"])).batches).toBe(3);
  });

  it("asks something, and leaves the names of its memory alone", () => {
    expect(() => definition(1)).toThrow(HarnessError);
    const metric = { name: "heap", title: "Heap", operation: "turn" };
    expect(() =>
      sustainedCase({ ...definition(1, "leak"), metric, operationsPerBatch, questions: ["leak"] }),
    ).toThrow(HarnessError);
  });
});
