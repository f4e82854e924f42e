/** Oracle: memory that another process takes and gives back, in a loop that never returns to its event loop. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { mostPoints, watchResidentMemory } from "../src/index.ts";

const megabyte = 1024 * 1024;

/** Takes 128 MB for a while, then gives it back, without ever letting its event loop turn. */
const program = `
const wait = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
wait(100);
let taken = Buffer.alloc(128 * ${megabyte}, 1);
wait(100);
taken = null;
gc();
wait(100);
`;

describe.runIf(existsSync("/proc/self/statm"))("watching a process on Linux", { timeout: 60_000 }, () => {
  it("sees what a synchronous loop takes and gives back", async () => {
    const child = spawn(process.execPath, ["--expose-gc", "-e", program], { stdio: "ignore" });
    const watch = watchResidentMemory(child.pid ?? 0);
    await once(child, "exit");
    const timeline = watch?.stop();
    const points = timeline?.points ?? [];
    expect(points.length).toBeLessThanOrEqual(mostPoints);
    expect(timeline?.readings).toBeGreaterThanOrEqual(points.length);
    const peak = Math.max(...points.map(([, , high]) => high));
    const before = points.findIndex(([, , high]) => high > 100 * megabyte);
    expect(peak).toBeGreaterThan(128 * megabyte);
    expect(before).toBeGreaterThan(0);
    for (const [, low, high] of points) expect(low).toBeLessThanOrEqual(high);
    const times = points.map(([time]) => time);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    // It had a hundred milliseconds without those 128 MB at its end.
    expect(points.at(-1)?.[1]).toBeLessThan(peak - 100 * megabyte);
  });

  it("agrees with what the runtime says of itself", async () => {
    const watch = watchResidentMemory(process.pid);
    const read = async () => {
      for (;;) {
        const recent = watch?.recent();
        if (recent !== null) return recent;
        await new Promise(setImmediate);
      }
    };
    const first = await read();
    const said = process.memoryUsage.rss();
    expect(first?.latest).toBeGreaterThan(said / 2);
    expect(first?.latest).toBeLessThan(said * 2);
    const next = await read();
    expect(next?.time).toBeGreaterThan(first?.time ?? Number.POSITIVE_INFINITY);
    expect(next?.peak).toBeGreaterThanOrEqual(Math.max(first?.high ?? 0, next?.high ?? 0));
    expect(watch?.stop()?.points.length).toBeGreaterThan(0);
  });

  it("has nothing to say of a process that does not exist", () => {
    expect(watchResidentMemory(2 ** 22 + 1)).toBeNull();
  });
});
