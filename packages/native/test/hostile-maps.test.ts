/** Oracle: whatever stands in an index, a look-up comes to an end, and never at the entry of another key. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MapsByValue } from "../src/generated/strait/stress/v1/maps.ts";
import { createArena } from "../src/index.ts";

/** The words of the index of a map of uint32 with `size` entries: behind the entries of 8 bytes. */
function indexOf(message: MapsByValue, size: number): Uint32Array {
  const { u32 } = message.$slab;
  const words = MapsByValue.type.size / 4;
  const span = u32.subarray(message.$word, message.$word + words).lastIndexOf(size) + message.$word - 1;
  const address = u32[span] ?? 0;
  const { arena } = message;
  const slab = arena.slabs[address >>> arena.addressShift];
  if (slab === undefined) throw new Error("the map has no block");
  const start = (address - slab.firstAddress) * 2;
  const blockWords = ((slab.u32[start >>> 11] ?? 0) >>> 8) * 2048;
  return slab.u32.subarray(start + size * 2, start + blockWords);
}

describe("a hostile index", () => {
  it("leads to the right entry, to none, or to an error", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(2 ** 20), fc.oneof(fc.nat(6000), fc.nat(0xffffffff))), {
          minLength: 1,
          maxLength: 4000,
        }),
        (writes) => {
          const arena = createArena();
          const message = MapsByValue.create(arena);
          const map = message.toFloat;
          for (let key = 0; key < 5003; key++) map.set(key * 7, key);
          const index = indexOf(message, 5003);
          expect(index.at(-1)).toBe(5003);
          for (const [place, word] of writes) index[place % index.length] = word;
          const outcomes = new Set<string>();
          for (let key = 0; key < 5003; key++) {
            try {
              const value = map.get(key * 7);
              if (value !== undefined && value !== key) expect.fail(`key ${key} led to ${value}`);
            } catch (error) {
              outcomes.add(String(error).slice(0, 60));
            }
          }
          for (const outcome of outcomes) {
            expect(outcome).toContain("shared memory is corrupt: the index of a map");
          }
        },
      ),
      { numRuns: 20 },
    );
  });

  it("whose chains bite their tails comes to an end, and deleting gives it up", () => {
    const arena = createArena();
    const message = MapsByValue.create(arena);
    const map = message.toFloat;
    for (let key = 0; key < 5003; key++) map.set(key, key);
    const index = indexOf(message, 5003);
    index.fill(1, 0, index.length - 1);
    expect(map.get(0)).toBe(0);
    expect(() => map.get(1)).toThrow("the index of a map leads nowhere");
    expect(map.delete(0)).toBe(true);
    expect(map.get(1)).toBe(1);
    expect([map.size, map.has(0), map.get(5002)]).toEqual([5002, false, 5002]);
    expect(arena.audit().disagreements).toEqual([]);
  });
});
