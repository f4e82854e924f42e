/** Oracle: the batches that were called, and a clock that stands still between them. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { measureSustained } from "../src/fork/measure-sustained.ts";
import { HarnessError, type SustainedQuestion, sustainedCase } from "../src/index.ts";
import { profiles } from "../src/run/index.ts";

const operationsPerBatch = 50_000;

function definition(...questions: SustainedQuestion[]) {
  return sustainedCase({
    name: "long",
    title: "Long",
    description: "Calls, one after the other.",
    metric: { name: "time", title: "Time", operation: "turn" },
    operationsPerBatch,
    questions,
    start: () => ({ batch: () => 0 }),
  });
}

/** Measures with a clock on which every batch takes a microsecond longer than the one before. */
function measure(profile: keyof typeof profiles, ...questions: SustainedQuestion[]) {
  let [now, batches] = [0n, 0];
  const sunk: number[] = [];
  const workload = {
    batch() {
      batches += 1;
      now += 1000n * BigInt(batches);
      return batches;
    },
  };
  const context = {
    profile,
    seed: 1,
    sink: (value: number) => sunk.push(value),
    plot: () => {},
    warn: () => {},
  } as const;
  const options = { profile: { ...profiles[profile], sustainedBudget: 0 }, context, clock: () => now };
  const series = measureSustained(definition(...questions), workload, options);
  return { series, sunk, batches };
}

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("a sustained case", () => {
  it("keeps every batch as a sample, in order, as many as its question needs", () => {
    const { series, sunk, batches } = measure("quick", "drift");
    expect(batches).toBe(120);
    expect(series).toHaveLength(1);
    expect(series[0]).toMatchObject({ metric: "time", sampler: "sustained", operationsPerSample: 50_000 });
    expect(series[0]?.samples).toEqual(
      Array.from({ length: 120 }, (_, index) => (1000 * (index + 1)) / 50_000),
    );
    expect(sunk).toEqual(Array.from({ length: 120 }, (_, index) => index + 1));
  });

  it("collects twice after every batch where it asks for a leak, and reads heap and resident memory", () => {
    const collect = vi.fn();
    vi.stubGlobal("gc", collect);
    const { series, batches } = measure("quick", "leak");
    expect(batches).toBeGreaterThanOrEqual(45);
    expect(collect).toHaveBeenCalledTimes(2 * batches);
    expect(series.map(({ metric, samples }) => [metric, samples.length])).toEqual([
      ["time", batches],
      ["heap", batches],
      ["resident", batches],
    ]);
    for (const bytes of series.slice(1).flatMap(({ samples }) => samples)) expect(bytes).toBeGreaterThan(1e6);
  });

  it("cannot ask for a leak where garbage is not collected on demand", () => {
    vi.stubGlobal("gc", undefined);
    expect(() => measure("quick", "leak")).toThrow(/collected on demand/);
  });

  it("is quick in the smoke profile, which answers nothing", () => {
    expect(measure("smoke", "drift").batches).toBe(3);
  });

  it("asks something, and leaves the names of its memory alone", () => {
    expect(() => definition()).toThrow(HarnessError);
    const metric = { name: "heap", title: "Heap", operation: "turn" };
    expect(() =>
      sustainedCase({ ...definition("leak"), metric, operationsPerBatch, questions: ["leak"] }),
    ).toThrow(HarnessError);
  });
});
