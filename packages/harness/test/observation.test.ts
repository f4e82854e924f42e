/** Oracle: fixtures/memory-user.ts, whose use of memory is known; 64-bit V8 without compressed pointers. */
import { existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import type { ForkRecord } from "@strait/results";
import { describe, expect, it } from "vitest";
import { countCollections } from "../src/fork/observe/collections.ts";
import { lateness, watchEventLoop } from "../src/fork/observe/event-loop.ts";
import { createPlots } from "../src/fork/observe/plots.ts";
import { runScenario } from "../src/run/index.ts";
import { temporaryFolder } from "./fixtures/folder.ts";

const megabyte = 1024 * 1024;

async function measure(...only: string[]): Promise<readonly ForkRecord[]> {
  const module = new URL("fixtures/memory-user.ts", import.meta.url);
  return (await runScenario(module, { profile: "smoke", resultsFolder: temporaryFolder(), only })).forks;
}

describe("what a fork records of itself", () => {
  it("counts the bytes of objects to a hundredth, and none where none are made", async () => {
    const [objects, none] = await measure("makes-objects", "makes-none");
    const made = objects?.series[0]?.allocation;
    // A header of three words and four fields.
    expect(Math.abs((made?.bytesPerOperation ?? 0) - 56)).toBeLessThan(0.56 + (made?.resolution ?? 0));
    const free = none?.series[0]?.allocation;
    expect(free?.bytesPerOperation).toBeLessThanOrEqual(2 * (free?.resolution ?? 0));
    expect(objects?.observation.collections?.minor.count).toBeGreaterThan(0);
  });

  it("has no allocation, and no disturbed samples, of what is counted and not timed", async () => {
    const [counted] = await measure("counted");
    expect(counted?.series[0]).toMatchObject({ allocation: null, disturbed: null, emptyBatch: null });
  });

  it("has what a case tells of its memory, dated within its measuring", async () => {
    const [counted] = await measure("counted");
    const told = counted?.observation.timelines.filter(({ quantity }) => quantity !== "resident bytes") ?? [];
    const bytes = told.map(({ quantity, points }) => [
      quantity,
      ...points.map(([, low, high]) => [low, high]),
    ]);
    expect(bytes).toEqual([
      ["held bytes", [4, 4]],
      ["live bytes", [1, 1], [3, 3]],
    ]);
    const measuring = counted?.observation.phases.find(({ name }) => name === "measure");
    for (const [time] of told.flatMap(({ points }) => points)) {
      // Times are rounded to a hundredth.
      expect(time).toBeGreaterThanOrEqual((measuring?.begin ?? Number.NaN) - 0.01);
      expect(time).toBeLessThanOrEqual((measuring?.end ?? Number.NaN) + 0.01);
    }
  });

  it("waits for a count that takes turns of the event loop", async () => {
    const [turning] = await measure("turning");
    expect(turning?.error).toBe(null);
    expect(turning?.series).toMatchObject([{ metric: "turns", sampler: "count", samples: [3] }]);
  });

  it("refuses points that are no bytes, and more than a record has", () => {
    const { plot } = createPlots();
    expect(() => plot("live bytes", -1)).toThrow("-1 are no live bytes");
    expect(() => plot("live bytes", Number.NaN)).toThrow("NaN are no live bytes");
    for (let point = 0; point < 512; point += 1) plot("live bytes", point);
    expect(() => plot("live bytes", 1)).toThrow("live bytes have 512 points already; plot fewer");
  });

  it("knows its phases, in order and within its time", async () => {
    const [fork] = await measure("makes-none");
    const phases = fork?.observation.phases ?? [];
    expect(phases.map(({ name }) => name)).toEqual(["start", "measure", "verify"]);
    const edges = phases.flatMap(({ begin, end }) => [begin, end]);
    expect(edges).toEqual(edges.toSorted((a, b) => a - b));
    expect(edges.at(-1)).toBeLessThan(fork?.durationMilliseconds ?? 0);
    expect(fork?.observation.eventLoop?.utilization).toBeGreaterThan(0);
  });

  it.runIf(existsSync("/proc/self/clear_refs"))(
    "sees a peak in its own phase, and on the timeline, although the event loop never turned",
    async () => {
      const [fork] = await measure("growing");
      const [start, during] = fork?.observation.phases ?? [];
      const [before = 0, peak = 0] = [start?.peakResidentBytes ?? 0, during?.peakResidentBytes ?? 0];
      expect(peak - before).toBeGreaterThan(60 * megabyte);
      const points = fork?.observation.timelines[0]?.points ?? [];
      const high = Math.max(...points.map(([, , highest]) => highest));
      expect(high).toBeGreaterThan(before + 60 * megabyte);
      expect(high).toBeLessThanOrEqual((fork?.probes.peakResidentBytes ?? 0) * 1.1);
    },
  );
});

describe("a case that does no work", () => {
  it("is measured beside a loop that does none either, so that analysis can refuse it", async () => {
    const [idle] = await measure("idle");
    const series = idle?.series[0];
    expect(series?.emptyBatch).toBeGreaterThan(0);
    expect(Math.min(...(series?.samples ?? []))).toBeLessThan(1.4 * (series?.emptyBatch ?? 0));
  });

  it("is an error when it returns nothing at all", async () => {
    const [silent] = await measure("silent");
    expect(silent?.error).toBe(
      'Fork 0 of case "silent" returned no result that depends on its work: run this case alone to see more.',
    );
  });
});

describe("counting collections", () => {
  it("takes those of the time of measuring, without forced ones and steps of major ones", () => {
    const entry = (startTime: number, kind: number, flags = 0, duration = 2) => ({
      startTime,
      duration,
      detail: { kind, flags },
    });
    const entries = [
      entry(9, 1),
      entry(10, 1),
      entry(15, 1, 0, 5),
      entry(20, 4),
      entry(25, 4, 4),
      entry(26, 8),
      entry(31, 4),
    ];
    expect(countCollections(entries, 10, 30)).toEqual({
      minor: { count: 2, milliseconds: 7, longestMilliseconds: 5, medianMilliseconds: 3.5 },
      major: { count: 1, milliseconds: 2, longestMilliseconds: 2, medianMilliseconds: 2 },
    });
  });
});

describe("the delay of the event loop", () => {
  it("is what a timer was late by, so that an idle loop has none (oracle: a timer every 10 ms)", () => {
    expect(lateness(10_000_000)).toBe(0);
    expect(lateness(9_200_000)).toBe(0);
    expect(lateness(13_500_000)).toBeCloseTo(3.5);
  });

  it("is that of the time of measuring, not of the time that a fork waits for its turn or for its end", async () => {
    // The watched timer fires in each of these turns.
    const turns = async () => {
      for (let turn = 0; turn < 5; turn += 1) await setTimeout(20);
    };
    const watch = watchEventLoop();
    await turns();
    expect(watch?.seen()).toBeNull();
    watch?.begin();
    await turns();
    await watch?.end();
    const seen = watch?.seen();
    expect(seen?.delay?.median).toBeGreaterThanOrEqual(0);
    await turns();
    expect(watch?.seen()).toEqual(seen);
  });
});
