import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readProbes } from "../src/fork/probes.ts";

describe.runIf(existsSync("/proc/self/status"))("probes on Linux", () => {
  it("see the peak of resident memory (oracle: what the runtime itself says, and memory that we touch)", () => {
    const before = readProbes().peakResidentBytes ?? 0;
    expect(before).toBeGreaterThanOrEqual(process.memoryUsage.rss() * 0.9);
    const grown = Buffer.alloc(before, 1);
    const after = readProbes().peakResidentBytes ?? 0;
    expect(after - before).toBeGreaterThan(grown.length * 0.5);
  });

  it("see a wait for the processor that only grows", () => {
    const first = readProbes().runQueueWaitNanoseconds ?? -1;
    const second = readProbes().runQueueWaitNanoseconds ?? -1;
    expect(first).toBeGreaterThanOrEqual(0);
    expect(second).toBeGreaterThanOrEqual(first);
  });
});
