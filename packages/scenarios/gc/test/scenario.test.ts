/** Oracle: the checks that the cases bring themselves, counted natively, in one pass; words that two languages make. */
import { runOnceInTurns } from "@strait/harness";
import { expect, it } from "vitest";
import { addon } from "../src/addon.ts";
import { sumOf, wordsOf } from "../src/content.ts";
import { dropCount } from "../src/drop.ts";
import { pausesOf } from "../src/pauses.ts";
import scenario from "../src/scenario.ts";
import { settle, turn } from "../src/turns.ts";

const cases = scenario.cases.flatMap((one) => (one.kind === "count" ? [[one.name, one] as const] : []));

it("has counts only", () => {
  expect(cases).toHaveLength(scenario.cases.length);
});

it.each(cases)("%s passes its own checks", async (_name, one) => {
  const { metrics, checks } = await runOnceInTurns(one);
  expect(metrics).toEqual([one.metrics.map(({ name }) => name).sort()]);
  expect(checks.length).toBeGreaterThan(1);
  expect(checks.filter(({ passed }) => !passed)).toEqual([]);
});

it("makes the same words in both languages", () => {
  const words = wordsOf(5, 64);
  expect(words[1]).toBe((Math.imul(5, 0x9e3779b1) + 1) >>> 0);
  expect([...new Uint32Array(addon.external(256, 5, false))]).toEqual([...words]);
  const filled = new Uint32Array(64);
  addon.fill(new Uint8Array(filled.buffer), 5);
  expect(filled).toEqual(words);
  expect(addon.numbers(64, 5)).toEqual([...words]);
  expect(addon.sumWrapped(addon.wrapped(256, 5, true))).toBe(sumOf(words));
  expect(sumOf(words)).toBe([0, 16, 32, 48].reduce((sum, at) => sum + (words[at] ?? Number.NaN), 0));
});

it("counts what is out natively, and not before its finalizer has run", async () => {
  await settle(() => addon.census().bytes === 0);
  const before = addon.census();
  // In a function of its own, since what a suspended one still has in its registers is alive.
  const make = () => {
    expect(addon.external(4_096, 1, false).byteLength).toBe(4_096);
  };
  make();
  expect(addon.census()).toEqual({
    made: before.made + 1,
    finalized: before.finalized,
    bytes: before.bytes + 4_096,
  });
  await settle(() => addon.census().bytes === before.bytes);
  expect(addon.census()).toEqual({
    made: before.made + 1,
    finalized: before.finalized + 1,
    bytes: before.bytes,
  });
});

it("drops as many as profile and memory allow", () => {
  const gibibyte = 2 ** 30;
  expect(dropCount("full", 64 * gibibyte)).toBe(8_000);
  expect(dropCount("full", 4 * gibibyte)).toBe(4_096);
  expect(dropCount("quick", 64 * gibibyte)).toBe(500);
  expect(dropCount("smoke", 64 * gibibyte)).toBe(80);
  expect(dropCount("full", 0)).toBe(16);
});

it("sees collections that work brings about, and none where there is no work", async () => {
  const kept: unknown[] = [];
  const busy = await pausesOf(async () => {
    for (let at = 0; at < 400_000; at++) kept[at % 100] = { at, list: [at, at + 1, at + 2] };
    await turn();
    for (let at = 0; at < 400_000; at++) kept[at % 100] = { at, list: [at, at + 1, at + 2] };
  });
  expect(busy.minor).toBeGreaterThan(0);
  expect(busy.total).toBeGreaterThanOrEqual(busy.longest);
  expect((await pausesOf(async () => {})).major).toBe(0);
});
