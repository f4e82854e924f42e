import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createSink } from "../src/fork/sink.ts";

function checksumOf(values: readonly number[]): string {
  const sink = createSink();
  for (const value of values) sink.add(value);
  return sink.checksum();
}

describe("the sink", () => {
  it("is FNV-1a over the 32-bit halves of the doubles (oracle: the same in whole numbers without overflow)", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true })), (values) => {
        const bytes = new DataView(Float64Array.from(values).buffer);
        let expected = 0x811c9dc5n;
        for (let offset = 0; offset < bytes.byteLength; offset += 4) {
          expected = ((expected ^ BigInt(bytes.getUint32(offset, true))) * 0x01000193n) % 2n ** 32n;
        }
        expect(checksumOf(values)).toBe(expected.toString(16).padStart(8, "0"));
      }),
    );
  });

  it("changes with the values and with their order", () => {
    const checksums = [[], [0], [0, 0], [-0], [1, 2], [2, 1]].map(checksumOf);
    expect(new Set(checksums).size).toBe(checksums.length);
  });

  it("refuses what shows that nothing was computed", () => {
    const foreign: unknown[] = [undefined, null, "1", 1n, true, {}, Number.NaN];
    for (const value of foreign) {
      const add: (value: never) => void = createSink().add;
      expect(() => Reflect.apply(add, undefined, [value])).toThrow("must return a number that depends on it");
    }
  });
});
