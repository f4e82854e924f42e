import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classBytes, sizeClassOf } from "../../src/index.ts";

describe("size classes", () => {
  it("are the 40 of docs/layout.md", () => {
    expect(classBytes.slice(0, 13)).toEqual([16, 32, 48, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]);
    expect(classBytes).toHaveLength(40);
    expect(classBytes.at(-1)).toBe(32_768);
  });

  it("waste at most 20% from 64 bytes on", () => {
    fc.assert(
      fc.property(fc.integer({ min: 64, max: 32_768 }), (bytes) => {
        const block = classBytes[sizeClassOf(bytes)] ?? 0;
        expect(block).toBeGreaterThanOrEqual(bytes);
        expect((block - bytes) / block).toBeLessThanOrEqual(0.2);
      }),
    );
  });

  it("end where runs of pages begin", () => {
    expect(() => sizeClassOf(32_769)).toThrow("32769 bytes are more than the 32768 of the largest class");
  });
});
