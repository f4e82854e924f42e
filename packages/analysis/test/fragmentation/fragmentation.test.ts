/** Oracles: figures worked out by hand, and the workload of one survivor a slab. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { contradiction } from "../../src/fragmentation/memory-snapshot.ts";
import {
  fragmentation,
  type MemorySnapshot,
  type SlabSnapshot,
  snapshotFragmentation,
} from "../../src/index.ts";

const mebibyte = 2 ** 20;
const slab = (bytes: number, usedBytes: number, freeRuns: readonly number[]): SlabSnapshot => ({
  bytes,
  usedBytes,
  freeRuns,
});
const snapshot = (
  requestedBytes: number,
  slabs: readonly SlabSnapshot[],
  residentBytes: number | null = null,
): MemorySnapshot => ({ requestedBytes, slabs, residentBytes });
const timeline = (during: readonly MemorySnapshot[], afterFreeAll: MemorySnapshot | null = null) => ({
  residentBefore: null,
  during,
  afterFreeAll,
});

test("one survivor of 64 bytes a slab holds all slabs, and nearly everything is unreleasable", () => {
  const survivors = Array.from({ length: 100 }, () => slab(mebibyte, 64, [mebibyte / 2, mebibyte / 2 - 64]));
  const figures = snapshotFragmentation(snapshot(100 * 50, survivors), null);
  expect(figures.internal).toBeCloseTo(1 - 50 / 64, 12);
  expect(figures.external).toBeCloseTo(1 - mebibyte / 2 / (100 * (mebibyte - 64)), 12);
  expect(figures.unreleasable).toBeCloseTo(1 - 64 / mebibyte, 12);
});

test("free memory in an empty slab can be given back", () => {
  const figures = snapshotFragmentation(snapshot(600, [slab(1000, 600, [400]), slab(1000, 0, [1000])]), null);
  expect(figures).toEqual({
    internal: 0,
    external: 1 - 1000 / 1400,
    unreleasable: 0.2,
    residentOverhead: null,
  });
});

test("resident overhead leaves out what the process had before", () => {
  expect(snapshotFragmentation(snapshot(100, [slab(200, 100, [100])], 1150), 1000).residentOverhead).toBe(
    0.5,
  );
  expect(
    snapshotFragmentation(snapshot(100, [slab(200, 100, [100])], 1150), null).residentOverhead,
  ).toBeNull();
});

test("the peak is where most is taken, the steady state the middle of the second half", () => {
  const filled = (bytes: number, used: number) => snapshot(used, [slab(bytes, used, [bytes - used])]);
  const found = fragmentation(
    timeline([
      filled(1000, 990),
      filled(1000, 900),
      filled(4000, 1000),
      filled(2000, 1500),
      filled(2000, 1000),
      filled(2000, 500),
    ]),
  );
  expect(found?.peak.unreleasable).toBe(0.75);
  expect(found?.steady.unreleasable).toBe(0.5);
  expect(found?.realised).toBe(3);
  // 4,000 taken at most, 1,500 requested at most, at another time.
  expect(found?.blowUp).toBeCloseTo(4000 / 1500, 12);
  expect(found?.retention).toBeNull();
});

test("retention is what is kept of the most that was taken", () => {
  const during = [snapshot(900, [slab(1000, 900, [100])])];
  const kept = (after: MemorySnapshot) => fragmentation(timeline(during, after));
  expect(kept(snapshot(0, []))?.retention).toBe(0);
  expect(kept(snapshot(0, [slab(50, 0, [50])]))?.retention).toBe(0.05);
  const leaky = kept(snapshot(7, [slab(100, 16, [84])]));
  expect(leaky?.retention).toBe(0.1);
  expect(leaky?.warnings).toEqual(["7 bytes were not freed, so what is kept is not only the allocator's."]);
});

describe("any workload without contradictions", () => {
  const anySlab = fc
    .tuple(fc.nat(1e6), fc.array(fc.nat(1e6), { maxLength: 5 }))
    .map(([used, runs]) => slab(used + runs.reduce((sum, run) => sum + run, 0), used, runs));
  const anySnapshot = fc
    .tuple(fc.array(anySlab, { maxLength: 6 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([slabs, share]) =>
      snapshot(Math.floor(share * slabs.reduce((sum, { usedBytes }) => sum + usedBytes, 0)), slabs),
    );
  const scaled = (factor: number) => (one: MemorySnapshot) =>
    snapshot(
      factor * one.requestedBytes,
      one.slabs.map(({ bytes, usedBytes, freeRuns }) =>
        slab(
          factor * bytes,
          factor * usedBytes,
          freeRuns.map((run) => factor * run),
        ),
      ),
    );

  test("has shares between 0 and 1 that no unit and no order of the slabs changes", () => {
    fc.assert(
      fc.property(fc.array(anySnapshot, { minLength: 1, maxLength: 6 }), (during) => {
        const found = fragmentation(timeline(during));
        for (const figures of [found?.peak, found?.steady]) {
          for (const share of [figures?.internal, figures?.external, figures?.unreleasable]) {
            if (share === null) continue;
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1);
          }
        }
        expect(found?.blowUp ?? 1).toBeGreaterThanOrEqual(1);
        expect(fragmentation(timeline(during.map(scaled(8))))).toEqual(found);
        const turned = during.map((one) => ({ ...one, slabs: one.slabs.toReversed() }));
        expect(fragmentation(timeline(turned))).toEqual(found);
        expect(JSON.stringify(found)).not.toContain("NaN");
      }),
    );
  });
});

describe("what cannot be right", () => {
  test.each([
    [snapshot(Number.NaN, []), "a count of bytes is not a whole number from zero"],
    [snapshot(-1, []), "a count of bytes is not a whole number from zero"],
    [
      snapshot(0, [slab(Number.POSITIVE_INFINITY, 0, [])]),
      "a count of bytes is not a whole number from zero",
    ],
    [snapshot(9, [slab(8, 8, [])]), "more is requested than slots hold"],
    [snapshot(1, [slab(8, 4, [4, 4])]), "a slab holds more than its bytes"],
  ])("is left out with a warning (%#)", (broken, reason) => {
    expect(contradiction(broken)).toBe(reason);
    const found = fragmentation(timeline([snapshot(4, [slab(8, 4, [4])]), broken], broken));
    expect(found?.realised).toBe(1);
    expect(found?.retention).toBeNull();
    expect(found?.warnings).toEqual([
      `Snapshot 2 of 2 is left out: ${reason}.`,
      `What is kept after everything is freed is unknown: ${reason}.`,
    ]);
    expect(fragmentation(timeline([broken]))).toBeNull();
  });

  test("nothing at all has no figures, and is no division by zero", () => {
    expect(fragmentation(timeline([]))).toBeNull();
    expect(fragmentation(timeline([snapshot(0, [])], snapshot(0, [])))).toEqual({
      peak: { internal: null, external: null, unreleasable: null, residentOverhead: null },
      steady: { internal: null, external: null, unreleasable: null, residentOverhead: null },
      realised: null,
      blowUp: null,
      retention: null,
      warnings: [],
    });
  });
});

test("the documented examples are right", () => {
  const figures = snapshotFragmentation(snapshot(400, [slab(1000, 500, [400, 100])]), null);
  expect(figures.internal).toBeCloseTo(0.2, 12);
  expect(figures.external).toBeCloseTo(0.2, 12);
  expect(figures.unreleasable).toBe(0.5);
  const during = [snapshot(500, [slab(1000, 500, [500])])];
  const found = fragmentation(timeline(during, snapshot(0, [slab(250, 0, [250])])));
  expect(found).toMatchObject({ realised: 1, blowUp: 2, retention: 0.25 });
});
