/** Oracles: JavaScript's own Map and Array under the same random operations; the ledger and a scan of the memory. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MassiveArrays } from "../src/generated/strait/stress/v1/arrays.ts";
import { MapsByKey } from "../src/generated/strait/stress/v1/maps.ts";
import { checkLedgerAtZero, checksum, createArena } from "../src/index.ts";

/** Few keys, so that operations meet the same ones again. */
const textKey = fc.constantFrom("", "a", "ключ", "a key that is longer than sixteen bytes");
const wideKey = fc.constantFrom<number | bigint>(0, -1, 2 ** 40, 2n ** 62n, -(2n ** 63n));
const text = fc.string({ unit: "grapheme", maxLength: 40 });

type Operation<Key, Value> =
  | { readonly kind: "set"; readonly key: Key; readonly value: Value }
  | { readonly kind: "delete" | "get"; readonly key: Key }
  | { readonly kind: "clear" };

function operations<Key, Value>(key: fc.Arbitrary<Key>, value: fc.Arbitrary<Value>) {
  const operation: fc.Arbitrary<Operation<Key, Value>> = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant("set" as const), key, value }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom("delete" as const, "get" as const), key }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("clear" as const) }) },
  );
  return fc.array(operation, { maxLength: 60 });
}

type MapLike<Key, Value> = Iterable<[Key, Value]> & {
  readonly size: number;
  get(key: Key): Value | undefined;
  has(key: Key): boolean;
  set(key: Key, value: Value): unknown;
  delete(key: Key): boolean;
  clear(): void;
};

/** Does the same to both, and compares what they answer and hold. */
function compareMaps<Key, Value>(map: MapLike<Key, Value>, steps: readonly Operation<Key, Value>[]): void {
  const model = new Map<Key, Value>();
  for (const step of steps) {
    if (step.kind === "set") {
      map.set(step.key, step.value);
      model.set(step.key, step.value);
    } else if (step.kind === "delete") {
      expect(map.delete(step.key)).toBe(model.delete(step.key));
    } else if (step.kind === "get") {
      expect(map.get(step.key)).toEqual(model.get(step.key));
      expect(map.has(step.key)).toBe(model.has(step.key));
    } else {
      map.clear();
      model.clear();
    }
    expect(map.size).toBe(model.size);
  }
  expect(new Map(map)).toEqual(model);
}

describe("a map field", () => {
  it("behaves as a Map: text keys with messages, 64-bit keys, and text values", () => {
    const arena = createArena();
    fc.assert(
      fc.property(
        operations(wideKey, fc.double()),
        operations(fc.constantFrom(1, 2, -7), text),
        (wide, texts) => {
          const message = MapsByKey.create(arena);
          compareMaps(message.byInt64, wide);
          compareMaps(message.byInt32, texts);
          expect(arena.native.checksum(message.handle)).toBe(checksum(message, MapsByKey.type));
          message.free();
          expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
        },
      ),
    );
  });

  it("owns its messages: replacing, deleting and clearing free them", () => {
    const arena = createArena();
    fc.assert(
      fc.property(operations(textKey, fc.integer()), (steps) => {
        const message = MapsByKey.create(arena);
        const model = new Map<string, number>();
        for (const step of steps) {
          if (step.kind === "set") {
            message.byString.set(step.key, { value: step.value });
            model.set(step.key, step.value);
          } else if (step.kind === "delete") {
            expect(message.byString.delete(step.key)).toBe(model.delete(step.key));
          } else if (step.kind === "get") {
            expect(message.byString.get(step.key)?.value).toBe(model.get(step.key));
          } else {
            message.byString.clear();
            model.clear();
          }
          expect(arena.native.walk(message.handle).messages).toBe(1 + model.size);
        }
        message.free();
        expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
      }),
    );
  });
});

describe("a repeated field", () => {
  it("behaves as an Array: text and numbers, pushed, replaced, assigned and cleared", () => {
    const arena = createArena();
    const step = fc.oneof(
      fc.record({ kind: fc.constant("push" as const), value: text }),
      fc.record({ kind: fc.constant("set" as const), at: fc.nat(20), value: text }),
      fc.record({ kind: fc.constant("assign" as const), values: fc.array(text, { maxLength: 10 }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const message = MassiveArrays.create(arena);
        let model: string[] = [];
        for (const one of steps) {
          if (one.kind === "push") {
            message.stringElements.push(one.value);
            message.doubleElements.push(one.value.length / 3);
            model.push(one.value);
          } else if (one.kind === "assign") {
            message.stringElements.assign(one.values);
            message.doubleElements.assign(one.values.map(({ length }) => length / 3));
            model = [...one.values];
          } else if (one.at < model.length) {
            message.stringElements.set(one.at, one.value);
            message.doubleElements.set(one.at, one.value.length / 3);
            model[one.at] = one.value;
          } else {
            expect(() => message.stringElements.set(one.at, one.value)).toThrow("outside a repeated field");
          }
          expect(message.stringElements.length).toBe(model.length);
        }
        expect([...message.stringElements]).toEqual(model);
        expect(message.stringElements.toArray()).toEqual(model);
        expect([...message.doubleElements.toTypedArray()]).toEqual(model.map(({ length }) => length / 3));
        expect(arena.native.checksum(message.handle)).toBe(checksum(message, MassiveArrays.type));
        message.free();
        expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
      }),
    );
  });

  it("takes the elements of another repeated field or map, and its own", () => {
    const arena = createArena();
    using source = MassiveArrays.create(arena).assign({
      doubleElements: [1.5, 2],
      int32Elements: [7],
      stringElements: ["a", "b"],
    });
    using target = MassiveArrays.create(arena);
    for (const from of [source, target]) {
      target.doubleElements.assign(from.doubleElements);
      target.int32Elements.assign(from.int32Elements);
      target.stringElements.assign(from.stringElements);
      expect(target.toObject()).toEqual(source.toObject());
    }
    using maps = MapsByKey.create(arena).assign({ byInt32: [[1, "one"]] });
    maps.byInt32.assign(maps.byInt32);
    expect([...maps.byInt32]).toEqual([[1, "one"]]);
  });

  it("refuses to be used once its message was freed", () => {
    const arena = createArena();
    const message = MassiveArrays.create(arena);
    const { doubleElements } = message;
    doubleElements.push(1);
    message.free();
    for (const use of [
      () => doubleElements.length,
      () => doubleElements.at(0),
      () => doubleElements.push(2),
    ]) {
      expect(use).toThrow("this message was freed");
    }
  });
});
