import { type Arena, type MessageView, paddingOfEntry, paddingOfStruct } from "@strait/native";
import { HugeArrays, HugeMaps, HugePayload } from "@strait/native/stress/huge";
import { MemoryBlock } from "@strait/native/stress/memory_blocks";
import { kibibyte, mebibyte, patternedBytes, patternedText } from "./size.ts";

/** A message whose bytes are counted: how to make it, and what was put in, by arithmetic. */
export type Subject = {
  readonly name: string;
  readonly title: string;
  make(arena: Arena): MessageView;
  /** Bytes of the values in it. */
  readonly payload: number;
  /** Bytes of its structs, and of the entries of its maps, that hold nothing. */
  readonly padding: number;
};

const count = 1_000;
const numbers = Array.from({ length: count }, (_, index) => index + 1);
const stationName = "station 0000";
const point = { latitudeDegrees: 69.6, longitudeDegrees: 18.9, altitudeMetres: 10 };
const pointBytes = 8 + 8 + 4;
const pointPadding = 4;
const recording = patternedBytes(100, 1);
const name = (index: number) => `station ${String(index).padStart(4, "0")}`;

const entries = <Key extends string | number, Value>(key: (index: number) => Key, value: Value) =>
  new Map(numbers.map((index) => [key(index), value] as const));

const paddingOfEntries = HugeMaps.type.fields.reduce((sum, field) => sum + count * paddingOfEntry(field), 0);

/** From multi-KB to 16 MiB: one large value, many values, many entries. */
export const subjects: readonly Subject[] = [
  {
    name: "payload",
    title: "4 KiB bytes, 4 KiB text",
    make: (arena) =>
      HugePayload.create(arena).assign({
        id: 1,
        title: "a recording",
        content: patternedBytes(4 * kibibyte, 1),
        transcript: patternedText(4 * kibibyte, 1),
        contentChecksum: 1,
      }),
    payload: 8 + "a recording".length + 4 * kibibyte + 4 * kibibyte + 4,
    padding: paddingOfStruct(HugePayload.type),
  },
  {
    name: "arrays",
    title: "8 lists of 1,000",
    make: (arena) =>
      HugeArrays.create(arena).assign({
        amplitudes: numbers,
        weights: numbers,
        residuals: numbers,
        sampledAtNanoseconds: numbers,
        valid: numbers.map(() => true),
        stationNames: numbers.map(name),
        recordings: numbers.map(() => recording),
        stations: numbers.map(() => point),
      }),
    payload: count * (8 + 4 + 4 + 8 + 1 + stationName.length + recording.length + pointBytes),
    padding: paddingOfStruct(HugeArrays.type) + count * pointPadding,
  },
  {
    name: "maps",
    title: "5 maps of 1,000",
    make: (arena) =>
      HugeMaps.create(arena).assign({
        descriptionsByName: entries(name, stationName),
        pricesByArticle: entries((index) => index, 1.5),
        stockByLocation: entries((index) => -index, 5),
        thumbnailsByName: entries(name, recording),
        positionsByArticle: entries((index) => index, point),
      }),
    payload:
      count *
      (2 * stationName.length +
        (8 + 8) +
        (4 + 8) +
        (stationName.length + recording.length) +
        (8 + pointBytes)),
    padding: paddingOfStruct(HugeMaps.type) + paddingOfEntries + count * pointPadding,
  },
  ...[1, 16].map((mebibytes) => ({
    name: `block-${mebibytes}-mib`,
    title: `${mebibytes} MiB bytes`,
    make: (arena: Arena) =>
      MemoryBlock.create(arena).assign({ content: patternedBytes(mebibytes * mebibyte, 1) }),
    payload: mebibytes * mebibyte,
    padding: paddingOfStruct(MemoryBlock.type),
  })),
];
