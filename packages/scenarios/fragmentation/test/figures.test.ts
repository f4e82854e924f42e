/** Oracle: bytes counted by hand: spans of 64 KiB, slots of 16 bytes, one page of 8 KiB for two pages of map. */
import { fragmentation } from "@strait/analysis/fragmentation";
import { createArena } from "@strait/native";
import { expect, it } from "vitest";
import { Bench } from "../src/bench.ts";
import { contentOf, isIntact, wireOf, writeBlock } from "../src/cookie-block.ts";
import { randomOf } from "../src/random.ts";
import { worstFits } from "../src/size-classes.ts";
import { sizeModes, stressSizes } from "../src/sizes.ts";
import { snapshotOf } from "../src/snapshot.ts";

it("comes to the figures that a workload has by hand", () => {
  const arena = createArena();
  const bench = new Bench(arena, { plot() {} });
  // 128 blocks of 1,000 bytes in blocks of 1,024 are two spans, and their structs of 32 bytes part of a third.
  const blocks = Array.from({ length: 128 }, () => bench.allocate(1_000));
  for (const [at, block] of blocks.entries()) if (at % 2 === 0) bench.free(block);
  const use = arena.memoryUse();
  const slots = 2_048;
  const overhead = use.pageMapBytes + use.controlBytes + 16 * slots;
  expect(use.slotBytes).toBe(16 * slots);
  const held = 3 * 65_536 + overhead;
  const requested = 64 * (1_000 + 32);
  const used = 64 * (1_024 + 32);
  const figures = fragmentation({
    residentBefore: null,
    during: [snapshotOf(use, bench.requested, null)],
    afterFreeAll: null,
  });
  expect(figures?.peak.internal).toBeCloseTo(1 - requested / used, 12);
  // The structs that were never used are the largest stretch: 65,536 − 128 × 32.
  expect(figures?.peak.external).toBeCloseTo(1 - (65_536 - 4_096) / (3 * 65_536 - used), 12);
  expect(figures?.peak.unreleasable).toBeCloseTo((3 * 65_536 - used) / held, 12);
  expect(figures?.realised).toBeCloseTo((held - requested) / requested, 12);
  bench.look();
  expect(bench.finish()).toMatchObject({ retention: 1, metadata: overhead / held });
  expect(bench.checks().filter(({ passed }) => !passed)).toEqual([]);
});

it("puts a block on the wire as protobuf does", () => {
  expect([...wireOf(258, 2)].slice(0, 11)).toEqual([9, 2, 1, 0, 0, 0, 0, 0, 0, 26, 2]);
  const long = wireOf(1, 300);
  expect([...long.subarray(9, 12)]).toEqual([26, 0xac, 2]);
  expect(Buffer.compare(long.subarray(12), contentOf(1, 300))).toBe(0);
});

it.each(["javascript", "rust"] as const)("tells one changed byte of a block that %s wrote", (writer) => {
  const arena = createArena();
  const block = writeBlock(arena, writer, 77, 5_000);
  expect(isIntact(block)).toBe(true);
  const changed = Uint8Array.from(contentOf(77, 5_000));
  changed[4_999] = (changed[4_999] ?? 0) ^ 1;
  block.view.content = changed;
  expect(isIntact(block)).toBe(false);
  block.view.content = contentOf(77, 5_000);
  block.view.baseAddress = 78;
  expect(isIntact(block)).toBe(false);
});

it("draws sizes within what their names say", () => {
  const random = randomOf(1);
  const ranges = {
    fixed: [64, 64],
    linear: [64, 1_024],
    exponential: [64, 32_768],
    large: [33 * 1024, 128 * 1024],
  };
  for (const [name, [least, most]] of Object.entries(ranges)) {
    const mode = Object.entries(sizeModes).find(([other]) => other === name)?.[1];
    const drawn = Array.from({ length: 2_000 }, () => mode?.sizes(random) ?? 0);
    expect(Math.min(...drawn)).toBeGreaterThanOrEqual(least ?? 0);
    expect(Math.max(...drawn)).toBeLessThanOrEqual(most ?? 0);
  }
  const drawn = Array.from({ length: 5_000 }, () => stressSizes(random));
  expect(drawn.filter((bytes) => bytes >= 2 ** 13).length / drawn.length).toBeLessThan(0.02);
  expect(Math.max(...drawn)).toBeGreaterThan(2 ** 15);
  expect(Math.max(...drawn)).toBeLessThan(2 ** 18);
});

it("finds the 40 classes of docs/layout.md by asking for one byte more", () => {
  const sizes = worstFits(createArena(), 32_768).map(({ got }) => got);
  const small = [16, 32, 48, 64, 80, 96, 112, 128];
  const large = Array.from({ length: 8 }, (_, doubling) =>
    [5, 6, 7, 8].map((quarter) => quarter * 2 ** (5 + doubling)),
  );
  expect(sizes).toEqual([...small, ...large.flat()]);
});
