/** Oracle: what is planted, the schema's files, and arithmetic on what a pool holds. */
import { readdirSync } from "node:fs";
import { judgeLedgers } from "@strait/analysis";
import { keepLedger, runOnce } from "@strait/harness";
import { OnlyBool } from "@strait/native/stress/boundaries";
import { types } from "@strait/native/views";
import { beforeAll, describe, expect, it } from "vitest";
import { addon, createCountedArena } from "../src/addon.ts";
import { cycleFamily, familiesOfSchema, loadFamilies, periodOf } from "../src/family.ts";
import { expectedCounts, kinds } from "../src/kind.ts";
import { arenaCounts, nodeApiCounts, rustCounts } from "../src/places.ts";
import { createPool } from "../src/pool.ts";
import scenario from "../src/scenario.ts";

/** `STRAIT_CYCLES=1000000` is the million of the design; the ordinary run has time for less. */
const cycles = Number(process.env["STRAIT_CYCLES"] ?? 20_000);

beforeAll(loadFamilies);

describe("the families", () => {
  it("are the files of the schema, and have every message of it but those that it imports", () => {
    const files = readdirSync(new URL("../../../../proto/strait/stress/v1", import.meta.url))
      .filter((name) => name.endsWith(".proto"))
      .map((name) => name.replace(".proto", "").replaceAll("_", "-"));
    const families = familiesOfSchema();
    expect(families.map(({ name }) => name).sort()).toEqual(files.sort());
    const imported = ["google.protobuf.Duration", "google.protobuf.Timestamp"];
    const named = families.flatMap((family) => family.types.map(({ name }) => name));
    expect([...named, ...imported].sort()).toEqual(types.map(({ name }) => name).sort());
  });

  it("leave nothing behind in one period, in which every type is filled with every content", () => {
    const arena = createCountedArena();
    for (const family of familiesOfSchema()) {
      expect(cycleFamily(family, arena, periodOf(family), 1)).toBeGreaterThan(0);
      expect(arenaCounts(arena)).toEqual([]);
    }
  });

  it(`lose one message of 16 bytes in ${cycles} cycles: the ledger names it`, { timeout: 120_000 }, () => {
    const family = familiesOfSchema().find(({ name }) => name === "boundaries");
    if (family === undefined) throw new Error("the schema has no boundaries");
    const arena = createCountedArena();
    const ledger = keepLedger("Arena", "cycles of boundaries", () => arenaCounts(arena));
    ledger.read(0);
    cycleFamily(family, arena, cycles / 2, 1);
    OnlyBool.create(arena);
    cycleFamily(family, arena, cycles / 2, 1);
    ledger.read(cycles);
    const { outcome, sentence } = judgeLedgers("Arena", [[ledger.readings()]]);
    expect(outcome).toBe("fails");
    expect(sentence).toContain(
      `Leaks 1 message, 16 bytes of strait.stress.v1.OnlyBool in ${cycles.toLocaleString("en-US")} cycles of boundaries`,
    );
  });
});

describe("the ledgers", () => {
  it("count a box, a reference and a buffer, each in its own place", () => {
    const places = () =>
      [...rustCounts(), ...nodeApiCounts()].map(({ dataBlocks, dataBytes }) => [dataBlocks, dataBytes]);
    // What V8 makes on the first call of each is no reference of ours.
    addon.leakBox();
    addon.leakReference({});
    const before = places();
    for (let time = 0; time < 100; time += 1) addon.leakBox();
    addon.leakReference({});
    const buffer = addon.leakExternalBuffer(4_096);
    expect([...new Uint8Array(buffer)].every((byte) => byte === 7)).toBe(true);
    const grown = places().map((counts, place) =>
      counts.map((count, which) => count - (before[place]?.[which] ?? 0)),
    );
    const [rust, references, lent] = grown;
    // The buffer's memory and the box that owns it.
    expect(rust).toEqual([102, 1_600 + 4_096 + 16]);
    // The reference, and V8's own for the buffer.
    expect(references?.[0]).toBeGreaterThanOrEqual(1);
    expect(references?.[1]).toBe(32 * (references?.[0] ?? 0));
    expect(lent).toEqual([1, 4_096]);
  });

  it("expect of a pool what one message of each kind counts, as often as there are", () => {
    const arena = createCountedArena();
    const numbers = [3, 1, 4, 1, 5];
    for (const [index, kind] of kinds.entries()) {
      for (let made = 0; made < (numbers[index] ?? 0); made += 1) kind.make(arena, made);
    }
    const byType = (one: { readonly type: string }, other: { readonly type: string }) =>
      one.type.localeCompare(other.type);
    expect(expectedCounts(numbers).sort(byType)).toEqual(arenaCounts(arena).sort(byType));
  });

  it.each(["oldest", "random"] as const)(
    "stay exact while a pool frees %s, and refuse one message more",
    (policy) => {
      const pool = createPool(100, policy, 3);
      pool.requireExact();
      pool.rotate(1_000);
      pool.requireExact();
      const extra = OnlyBool.create(pool.arena);
      expect(() => pool.requireExact()).toThrow(/of strait\.stress\.v1\.OnlyBool where/);
      extra.free();
      pool.drain();
      expect(arenaCounts(pool.arena)).toEqual([]);
    },
  );
});

describe.each(scenario.cases.map((one) => [one.name, one] as const))("case %s", (_name, one) => {
  it("passes its own checks", { timeout: 60_000 }, () => {
    const { checks } = runOnce(one);
    expect(checks.length).toBeGreaterThan(0);
    expect(checks.filter(({ passed }) => !passed)).toEqual([]);
  });
});
