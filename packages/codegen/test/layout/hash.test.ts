import { describe, expect, it } from "vitest";
import { fnv1a64 } from "../../src/layout/hash.ts";

describe("FNV-1a, 64 bits", () => {
  // Vectors of RFC 9923's reference code (test_fnv.c of its author, Landon Curt Noll).
  it.each([
    ["", "cbf29ce484222325"],
    ["a", "af63dc4c8601ec8c"],
    ["foobar", "85944171f73967e8"],
    ["chongo was here!\n", "46810940eff5f915"],
  ])("of %j", (text, hash) => {
    expect(fnv1a64(text)).toBe(hash);
  });

  it("is over UTF-8", () => {
    // The bytes c3 a9, step by step.
    const step = (hash: bigint, byte: bigint) => BigInt.asUintN(64, (hash ^ byte) * 0x100000001b3n);
    const expected = step(step(0xcbf29ce484222325n, 0xc3n), 0xa9n);
    expect(fnv1a64("é")).toBe(expected.toString(16).padStart(16, "0"));
  });
});
