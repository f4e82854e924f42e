/** Oracle: defects that are planted into an arena; the case that must catch each, and the sentence in which it does. */
import { type Case, type Check, runOnce } from "@strait/harness";
import { type Arena, createArena } from "@strait/native";
import type { MemoryUse } from "@strait/native/runtime";
import { expect, it } from "vitest";
import { exactRepack } from "../src/exact-repack.ts";
import { largerClass } from "../src/larger-class.ts";
import { oneSurvivor } from "../src/one-survivor.ts";
import { orderSensitivity } from "../src/order-sensitivity.ts";
import { sizeClasses } from "../src/size-classes.ts";
import { stressMix } from "../src/stress-mix.ts";

function failures(one: Case): Check[] {
  return runOnce(one).checks.filter(({ passed }) => !passed);
}

/** The arena with some of its native functions replaced. */
function withNative(replace: (native: Arena["native"]) => Partial<Arena["native"]>): () => Arena {
  return () => {
    const arena = createArena();
    // Its functions cannot be replaced, so others stand in another object.
    const names = Object.getOwnPropertyNames(arena.native).filter((name) => !name.startsWith("$"));
    const functions = Object.fromEntries(names.map((name) => [name, Reflect.get(arena.native, name)]));
    Reflect.set(arena, "native", { ...functions, ...replace(arena.native) });
    return arena;
  };
}

function reporting(change: (use: MemoryUse) => MemoryUse): () => Arena {
  return () => {
    const arena = createArena();
    const truth = arena.memoryUse.bind(arena);
    arena.memoryUse = () => change(truth());
    return arena;
  };
}

/** Every free loses a page for ever. */
const neverReuses = withNative((native) => ({
  free(handle) {
    native.free(handle);
    native.allocateRun(8192);
  },
}));

function withoutTrim(): Arena {
  const arena = createArena();
  arena.trim = () => 0;
  return arena;
}

it("an allocator that does not use again what was freed grows with the same set", () => {
  expect(failures(exactRepack(neverReuses))).toContainEqual({
    name: "the same set is packed exactly",
    passed: false,
    detail: expect.stringMatching(
      /^(\d+) bytes are held for 400 blocks, then (?!\1,)\d+, \d+, \d+ for the same/,
    ),
  });
  expect(failures(orderSensitivity(neverReuses)).map(({ name }) => name)).toContain(
    "no growth, freed as allocated",
  );
});

it("an allocator that gives nothing back keeps all of it after a trim", () => {
  expect(failures(stressMix(withoutTrim))).toEqual([
    {
      name: "at most 5% is kept after a trim",
      passed: false,
      detail: "100.0% of the most that was held is kept when all is freed, 100.0% after a trim",
    },
  ]);
  expect(failures(largerClass(withoutTrim)).map(({ name }) => name)).toEqual([
    "a larger class takes the pages of a smaller after a trim",
  ]);
});

it("a trim that takes pages from under a survivor breaks its cookie", () => {
  const takesAll = () => {
    const arena = createArena();
    arena.trim = () => {
      for (const slab of arena.slabs) slab.u8.fill(0, 65_536);
      return 0;
    };
    return arena;
  };
  expect(failures(oneSurvivor(takesAll))).toContainEqual({
    name: "cookies are intact",
    passed: false,
    detail: "20 of 1280 blocks were not as they were written when the other language read them",
  });
});

it("content that Rust or JavaScript wrote wrong is read by the other", () => {
  let decoded = 0;
  const writesWrong = withNative((native) => ({
    decode(typeId, bytes) {
      if (++decoded % 50 === 0) bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
      return native.decode(typeId, bytes);
    },
  }));
  const rust = failures(stressMix(writesWrong));
  expect(rust.map(({ name }) => name)).toEqual(["cookies are intact"]);
  expect(rust[0]?.detail).toMatch(/^\d+ of \d+ blocks were not as they were written/);
  let encoded = 0;
  const readsWrong = withNative((native) => ({
    encode(handle) {
      const bytes = native.encode(handle);
      if (++encoded % 50 === 0) bytes[9] = 0;
      return bytes;
    },
  }));
  expect(failures(stressMix(readsWrong)).map(({ name }) => name)).toEqual(["cookies are intact"]);
});

it("a span with a survivor that passes for full is not what the ledger counts", () => {
  const passesForFull = reporting((use) => ({
    ...use,
    extents: use.extents.map((extent) =>
      extent.usedBytes > 0 ? { ...extent, usedBytes: extent.bytes, freeRuns: [] } : extent,
    ),
  }));
  expect(failures(oneSurvivor(passesForFull))).toEqual([
    {
      name: "what survivors keep is reported",
      passed: false,
      detail:
        "0 free bytes (0.0%) are in spans with a block in use, 0 after a trim; 20 survivors keep 1290240",
    },
    {
      name: "memory is accounted for",
      passed: false,
      detail: expect.stringMatching(/^blocks of \d+ bytes are not on a free list, the ledger counts \d+/),
    },
  ]);
});

it("size classes that are too far apart waste more than a fifth", () => {
  const coarse = reporting((use) => ({
    ...use,
    extents: use.extents.map((extent) => ({ ...extent, usedBytes: extent.usedBytes * 1.2 })),
  }));
  const [failed] = failures(sizeClasses(coarse));
  expect(failed?.name).toBe("a block wastes at most 20% from 64 bytes on");
});

it("a page map that takes too much is noticed", () => {
  const large = reporting((use) => ({ ...use, pageMapBytes: Math.round(use.slabBytes / 50) }));
  expect(failures(stressMix(large))).toContainEqual({
    name: "page maps take at most 1%",
    passed: false,
    detail: expect.stringContaining("page maps take 2.000% of the slabs"),
  });
});
