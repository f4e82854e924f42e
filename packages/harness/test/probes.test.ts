import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readProbes } from "../src/fork/probes.ts";

describe.runIf(existsSync("/proc/self/status"))("probes on Linux", () => {
  it("see the peak of resident memory (oracle: what the runtime itself says, and memory that we touch)", () => {
    const before = readProbes([]).peakResidentBytes ?? 0;
    expect(before).toBeGreaterThanOrEqual(process.memoryUsage.rss() * 0.9);
    const grown = Buffer.alloc(before, 1);
    const after = readProbes([]).peakResidentBytes ?? 0;
    expect(after - before).toBeGreaterThan(grown.length * 0.5);
  });

  it("know of a peak before the last phase, with which it began anew", () => {
    const highest = 2 ** 50;
    const phases = [{ peakResidentBytes: highest }, { peakResidentBytes: null }, { peakResidentBytes: 1 }];
    expect(readProbes(phases).peakResidentBytes).toBe(highest);
  });

  it("see a wait for the processor that only grows", () => {
    const first = readProbes([]).runQueueWaitNanoseconds ?? -1;
    const second = readProbes([]).runQueueWaitNanoseconds ?? -1;
    expect(first).toBeGreaterThanOrEqual(0);
    expect(second).toBeGreaterThanOrEqual(first);
  });
});
