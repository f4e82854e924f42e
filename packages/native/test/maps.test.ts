/**
 * Large maps. Oracles: JavaScript's own Map under the same operations; Rust's checksum and wire bytes; the audit, which
 * walks every index and compares it with the entries.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MapsByKey, MapsByValue } from "../src/generated/strait/stress/v1/maps.ts";
import { type Arena, checkLedgerAtZero, checksum, createArena, type MessageView } from "../src/index.ts";
import { type Random, seededRandom } from "./random-content.ts";

type Key = string | number | bigint | boolean;

type MapLike<K, V> = Iterable<[K, V]> & {
  readonly size: number;
  get(key: K): V | undefined;
  has(key: K): boolean;
  set(key: K, value: V): unknown;
  delete(key: K): boolean;
  clear(): void;
};

type Subject<K, V> = {
  readonly name: string;
  readonly map: (message: MapsByKey) => MapLike<K, V>;
  /** One of about `domain` keys. */
  readonly key: (random: Random, domain: number) => K;
  readonly value: (random: Random) => V;
};

const spread = (random: Random, domain: number): number => random(0, domain - 1) * 1_048_573;
const signed32 = (random: Random, domain: number): number => spread(random, domain) | 0;
const unsigned32 = (random: Random, domain: number): number => spread(random, domain) >>> 0;
/** Numbers where they are exact, as views read them. */
const signed64 = (random: Random, domain: number): number | bigint => {
  const key = random(0, domain - 1) - domain / 2;
  return key % 3 === 0
    ? key * 2 ** 33
    : key % 3 === 1
      ? key
      : BigInt(key) * 2n ** 51n + (key < 0 ? -(2n ** 60n) : 2n ** 60n);
};
const unsigned64 = (random: Random, domain: number): number | bigint => {
  const key = random(0, domain - 1);
  return key % 2 === 0 ? key : 2n ** 64n - BigInt(key);
};
const text = (random: Random, domain: number): string => {
  const key = random(0, domain - 1);
  const alphabet = ["", "k", "ключ ", "a key that is longer than sixteen bytes ", "😀", "x".repeat(40)];
  return key === 0 ? "" : `${alphabet[key % alphabet.length]}${key}`;
};

/** A subject whose types are its own business. */
type Comparison = {
  readonly name: string;
  readonly compare: (message: MapsByKey, random: Random, domain: number, steps: number) => void;
};

function subject<K extends Key, V>(name: string, of: Omit<Subject<K, V>, "name">): Comparison {
  return {
    name,
    compare: (message, random, domain, steps) =>
      compare({ name, ...of }, of.map(message), random, domain, steps),
  };
}

/** Does the same to a map and to a Map that begins with the same entries, and compares what they answer and hold. */
function compare<K, V>(
  { key: keyFrom, value: valueFrom }: Subject<K, V>,
  map: MapLike<K, V>,
  random: Random,
  domain: number,
  steps: number,
): void {
  const model = new Map<K, V>(map);
  for (let step = 0; step < steps; step++) {
    const key = keyFrom(random, domain);
    const choice = random(0, 99);
    if (choice < 60) {
      const value = valueFrom(random);
      map.set(key, value);
      model.set(key, value);
    } else if (choice < 85) {
      if (map.delete(key) !== model.delete(key)) expect.fail(`delete(${key}) at step ${step}`);
    } else if (!Object.is(map.get(key), model.get(key)) || map.has(key) !== model.has(key)) {
      expect(map.get(key)).toEqual(model.get(key));
      expect(map.has(key)).toBe(model.has(key));
    }
    if (map.size !== model.size) expect.fail(`size ${map.size}, not ${model.size}, at step ${step}`);
  }
  for (const [key, value] of model) {
    if (!Object.is(map.get(key), value)) expect(map.get(key)).toEqual(value);
  }
  expect(new Map(map)).toEqual(model);
}

const number = (random: Random): number => random(-1e6, 1e6);

const subjects: readonly Comparison[] = [
  subject("byInt32", { map: (it) => it.byInt32, key: signed32, value: (random) => `${number(random)}` }),
  subject("byInt64", { map: (it) => it.byInt64, key: signed64, value: number }),
  subject("byUint32", {
    map: (it) => it.byUint32,
    key: unsigned32,
    value: (random) => Uint8Array.of(random(0, 255), random(0, 255)),
  }),
  subject("byUint64", { map: (it) => it.byUint64, key: unsigned64, value: number }),
  subject("bySint64", { map: (it) => it.bySint64, key: signed64, value: (random) => random(0, 2) }),
  subject("byFixed32", { map: (it) => it.byFixed32, key: unsigned32, value: (random) => random(0, 1) === 1 }),
  subject("byFixed64", { map: (it) => it.byFixed64, key: unsigned64, value: (random) => random(0, 999) }),
  subject("bySfixed32", {
    map: (it) => it.bySfixed32,
    key: signed32,
    value: (random) => random(0, 1e9),
  }),
  subject("bySfixed64", { map: (it) => it.bySfixed64, key: signed64, value: number }),
  subject("byBool", {
    map: (it) => it.byBool,
    key: (random) => random(0, 1) === 1,
    value: (random) => text(random, 99),
  }),
  subject("bySint32", { map: (it) => readings(it.bySint32), key: signed32, value: number }),
  subject("byString", { map: (it) => readings(it.byString), key: text, value: number }),
];

/** A map of messages, as one of the numbers in them. */
function readings<K>(of: {
  readonly size: number;
  get(key: K): { readonly value: number } | undefined;
  has(key: K): boolean;
  set(key: K, value: { value: number }): unknown;
  delete(key: K): boolean;
  clear(): void;
  [Symbol.iterator](): Iterator<[K, { readonly value: number }]>;
}): MapLike<K, number> {
  return {
    get size() {
      return of.size;
    },
    get: (key) => of.get(key)?.value,
    has: (key) => of.has(key),
    set: (key, value) => of.set(key, { value }),
    delete: (key) => of.delete(key),
    clear: () => of.clear(),
    *[Symbol.iterator](): Iterator<[K, number]> {
      for (const [key, { value }] of of) yield [key, value];
    },
  };
}

/** Compares with Rust, and lets it look at every index. */
function expectSound(arena: Arena, message: MapsByKey): void {
  expect(arena.native.checksum(message.handle)).toBe(checksum(message, MapsByKey.type));
  expect(arena.audit().disagreements).toEqual([]);
}

describe("a large map", () => {
  it.each(subjects)(
    "$name behaves as a Map of thousands of entries, and again after clear",
    ({ name, compare }) => {
      fc.assert(
        fc.property(fc.integer({ min: 0 }), (seed) => {
          const arena = createArena();
          const random = seededRandom(seed);
          const message = MapsByKey.create(arena);
          for (const [domain, steps] of [
            [4000, 6000],
            [12, 200],
            [2000, 2000],
          ] as const) {
            compare(message, random, domain, steps);
            expectSound(arena, message);
            const field = MapsByKey.type.fields.find(({ property }) => property === name);
            if (domain === 4000) clearField(message, field?.property);
          }
          message.free();
          expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
        }),
        { numRuns: 3 },
      );
    },
  );

  it("goes on where Rust left it: filled, decoded, and written from JavaScript in turn", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const arena = createArena();
        const random = seededRandom(seed);
        let message = MapsByKey.create(arena);
        for (const maximumElements of [2000, 9, 300]) {
          arena.native.fill(message.handle, random(0, 1e9), { maximumElements, maximumDepth: 2 });
          expectSound(arena, message);
          for (let turn = 0; turn < 2; turn++) {
            for (const { compare } of subjects) compare(message, random, 1000, 300);
            expectSound(arena, message);
            const decoded = MapsByKey.fromBinary(arena, message.toBinary());
            expect(arena.native.checksum(decoded.handle)).toBe(arena.native.checksum(message.handle));
            message.free();
            message = decoded;
          }
        }
        message.free();
        expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
      }),
      { numRuns: 3 },
    );
  });

  it("keeps what a lent message kept from being cleared or deleted, and finds it", () => {
    const arena = createArena();
    const message = MapsByKey.create(arena);
    const keys = Array.from({ length: 40 }, (_, index) => `key ${index}`);
    for (const [index, key] of keys.entries()) message.byString.set(key, { value: index });
    {
      using _loan = message.byString.get("key 29")?.lend();
      expect(() => message.byString.clear()).toThrow(expect.objectContaining({ code: "LENT" }));
      expect(() => message.byString.delete("key 29")).toThrow(expect.objectContaining({ code: "LENT" }));
      expect([...message.byString.keys()]).toEqual(keys.slice(0, 30));
      expect(keys.map((key) => message.byString.get(key)?.value)).toEqual(
        keys.map((_, index) => (index < 30 ? index : undefined)),
      );
      message.byString.set("one more", { value: -1 });
      expectSound(arena, message);
    }
    message.byString.clear();
    message.byString.set("again", { value: 7 });
    expect([...message.byString.keys()]).toEqual(["again"]);
    expectSound(arena, message);
    message.free();
    expect(checkLedgerAtZero(arena)).toMatchObject({ passed: true });
  });

  it("has one key for what UTF-8 cannot tell apart, and none for what its kind cannot hold", () => {
    const arena = createArena();
    using values = MapsByValue.create(arena);
    values.toDouble.set("\ud800", 1);
    values.toDouble.set("\udfff", 2);
    expect([...values.toDouble]).toEqual([["\ufffd", 2]]);
    using keys = MapsByKey.create(arena);
    for (let key = 0; key < 20; key++) keys.byInt64.set(key, key);
    expect([keys.byInt64.get(7n), keys.byInt64.get(7.5), keys.byInt64.get(2n ** 64n + 7n)]).toEqual([
      7,
      undefined,
      undefined,
    ]);
    expect([keys.byInt64.get(-0), keys.byInt32.get(0.5)]).toEqual([0, undefined]);
    expect(() => keys.byInt64.set(2n ** 63n, 1)).toThrow("no exact int64");
    expect(keys.byInt64.size).toBe(20);
  });
});

function clearField(message: MessageView, property: string | undefined): void {
  const map: unknown = property === undefined ? undefined : Reflect.get(message, property);
  if (typeof map === "object" && map !== null && "clear" in map && typeof map.clear === "function")
    map.clear();
}
