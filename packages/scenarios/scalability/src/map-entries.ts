import { sweepCase } from "@strait/harness";
import { checkLedgerAtZero, createArena } from "@strait/native";
import { MapsByValue } from "@strait/native/stress/maps";
import { warmUps } from "./growth.ts";

/** 13 sizes at nearly equal ratios over almost four decades: from a map without an index to one of several megabytes. */
export const entryCounts = [16, 33, 68, 140, 290, 600, 1_250, 2_600, 5_400, 11_000, 23_000, 48_000, 100_000];

/** 13 over three decades for a profile with less time. */
const fewerEntryCounts = [16, 28, 50, 90, 160, 280, 500, 900, 1_600, 2_800, 5_000, 9_000, 16_000];

/** Entries that one sample sets, and looks up, at least: small maps take less than the clock shows. */
const entriesPerSample = 5_000;

type Entries<Key> = {
  get(key: Key): number | undefined;
  set(key: Key, value: number): unknown;
};

type Subject<Key> = {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly key: (index: number) => Key;
  /** Makes what holds `count` empty maps. */
  readonly make: () => {
    maps(count: number): readonly Entries<Key>[];
    free(): void;
    verify?(): ReturnType<typeof checkLedgerAtZero>[];
  };
};

/** Cost of setting and of looking up N keys, against N. */
function entryGrowth<Key>({ name, title, description, key, make }: Subject<Key>) {
  return sweepCase({
    name,
    title,
    description,
    size: { title: "Entries", unit: "entries" },
    sizes: { smoke: fewerEntryCounts, quick: fewerEntryCounts, full: entryCounts },
    metrics: {
      set: { title: "Set all", operation: "map of N entries" },
      get: { title: "Get all", operation: "map of N entries" },
    },
    start({ profile, note }) {
      if (profile !== "full")
        note(`The maps have up to 16,000 entries instead of 100,000: profile ${profile}.`);
      const holder = make();
      const most = (profile === "full" ? entryCounts : fewerEntryCounts).at(-1) ?? 0;
      const keys = Array.from({ length: most }, (_, index) => key(index));
      // Compiled before it is timed, or the first round would count for small maps more than for large ones.
      const sample = keys.slice(0, 500);
      for (let round = 0; round < warmUps[profile]; round++) {
        const maps = holder.maps(10);
        setAll(maps, sample);
        getAll(maps, sample);
        holder.free();
      }
      return {
        measure({ time }, size) {
          const mine = keys.slice(0, size);
          const repeats = Math.ceil(entriesPerSample / size);
          const maps = holder.maps(repeats);
          const set = time(repeats, () => setAll(maps, mine));
          const get = time(repeats, () => getAll(maps, mine));
          holder.free();
          return { set, get };
        },
        verify: () => holder.verify?.() ?? [],
      };
    },
  });
}

function setAll<Key>(maps: readonly Entries<Key>[], keys: readonly Key[]): number {
  for (const map of maps) for (const key of keys) map.set(key, 0.5);
  return maps.length;
}

function getAll<Key>(maps: readonly Entries<Key>[], keys: readonly Key[]): number {
  let sum = 0;
  for (const map of maps) for (const key of keys) sum += map.get(key) ?? Number.NaN;
  return sum;
}

/** Maps in the arena, each of a message of its own. */
function inArena<Key>(field: (message: MapsByValue) => Entries<Key>): Subject<Key>["make"] {
  return () => {
    const arena = createArena();
    let messages: MapsByValue[] = [];
    return {
      maps(count) {
        messages = Array.from({ length: count }, () => MapsByValue.create(arena));
        return messages.map(field);
      },
      free() {
        for (const message of messages) message.free();
      },
      verify: () => [checkLedgerAtZero(arena)],
    };
  };
}

const text = (index: number): string => `station ${index}`;
/** Spread over all 32 bits, in no order. */
const number = (index: number): number => Math.imul(index, 0x9e3779b1) >>> 0;

export const mapsOfText = entryGrowth({
  name: "map-text",
  title: "Map fields by text",
  description: "Sets N entries of a map<string, double>, then looks each up.",
  key: text,
  make: inArena((message) => message.toDouble),
});

export const mapsOfNumbers = entryGrowth({
  name: "map-number",
  title: "Map fields by number",
  description: "Sets N entries of a map<uint32, float>, then looks each up.",
  key: number,
  make: inArena((message) => message.toFloat),
});

/** What the machine alone does to cost against size: no arena, no views. */
export const plainMaps = entryGrowth({
  name: "plain-map",
  title: "JavaScript's Map by text, for comparison",
  description: "Sets N entries of a Map with the same text keys, then looks each up.",
  key: text,
  make: () => ({
    maps: (count) => Array.from({ length: count }, () => new Map<string, number>()),
    free() {},
  }),
});
