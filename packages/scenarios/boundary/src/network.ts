import { comparisonCase, warmUp } from "@strait/harness";
import { checkLedgerAtZero } from "@strait/native";
import { MixedMessage } from "@strait/native/stress/comparison";
import { addon, createBoundaryArena } from "./addon.ts";
import { shapes } from "./content/heat.ts";
import { javascriptSum } from "./content/oracle.ts";
import { randomContent } from "./content/random-content.ts";
import { codecs } from "./crossing/protobuf-es.ts";
import { types } from "./crossing/protobufjs.ts";
import type { MixedMessageContent } from "./generated/content.ts";
import * as google from "./generated/google/race_pb.cjs";
import { readers as arenaReaders } from "./generated/read/arena.ts";
import { readers as esReaders } from "./generated/read/es.ts";
import { readers as googleReaders } from "./generated/read/google.ts";
import { readers as objectReaders } from "./generated/read/prost-object.ts";
import { readers as protobufjsReaders } from "./generated/read/protobufjs.ts";
import { middleTiming } from "./middle-timing.ts";
import { patience } from "./patience.ts";

/** Decodings in one timing, and timings of which the middle one is the sample. */
const decodings = 20;
const timings = 5;

const contenders = [
  { name: "arena", title: "Shared arena: fromBinary" },
  { name: "protobufjs", title: "protobufjs" },
  { name: "protobuf-es", title: "@bufbuild/protobuf" },
  { name: "google-protobuf", title: "google-protobuf" },
  { name: "prost-object", title: "prost, then an N-API object" },
] as const;

const columns = [
  { name: "ten", title: "10 fields read" },
  { name: "all", title: "100 fields read" },
] as const;

type Decoding = () => number;

/** A message of 100 mixed fields comes as protobuf bytes, and JavaScript reads ten fields of it or all. */
export const network = comparisonCase({
  name: "network",
  title: "Bytes from the network",
  description:
    "Protobuf bytes of a mixed message of 100 fields, 1 KiB, are decoded, and JavaScript reads ten fields (four int32, two int64, two double, a bool, a string) or all.",
  operation: "decoding",
  baseline: "arena",
  contenders,
  columns,
  start({ seed, profile }) {
    const content = networkContent(seed);
    const arena = createBoundaryArena();
    const decoders = decodersOf(content, arena);
    const expected = { ten: tenOf(content), all: javascriptSum("MixedMessage", content) };
    const faults: string[] = [];
    for (const { name, title } of contenders) {
      for (const { name: column } of columns) {
        const decode = decoders[name][column];
        if (decode() !== expected[column])
          faults.push(`${title}, ${column}: ${decode()}, not ${expected[column]}`);
        if (profile !== "smoke") warmUp(decode, patience);
      }
    }
    return {
      measure(stopwatch, contender, column) {
        const decode = decoderNamed(decoders, contender, column);
        return middleTiming(stopwatch, timings, decodings, () => {
          let sum = 0;
          for (let decoding = 0; decoding < decodings; decoding++) sum += decode();
          return sum;
        });
      },
      verify: () => [
        {
          name: "all read the same",
          passed: faults.length === 0,
          detail: faults.join("; ") || "each sum is that of the content",
        },
        checkLedgerAtZero(arena),
      ],
    };
  },
});

/** The message that comes. */
export function networkContent(seed: number): MixedMessageContent {
  const heat = shapes.flatMap(({ heats }) => heats).find(({ message }) => message === "MixedMessage");
  if (heat === undefined) throw new Error("no shape has a mixed message");
  return randomContent("MixedMessage", seed, heat.size);
}

/** Every way of decoding that message: the sum of ten of its fields, and of all. */
export function decodersOf(
  content: MixedMessageContent,
  arena: ReturnType<typeof createBoundaryArena>,
): Readonly<Record<(typeof contenders)[number]["name"], { readonly ten: Decoding; readonly all: Decoding }>> {
  const bytes = types.MixedMessage.encode(content).finish();
  const codec = codecs.MixedMessage;
  return {
    arena: {
      ten: () => {
        const m = MixedMessage.fromBinary(arena, bytes);
        const sum =
          m.counter00 +
          m.counter13 +
          m.counter26 +
          m.counter39 +
          m.total00 +
          m.total09 +
          m.reading00 +
          m.reading19;
        const total = sum + (m.alarm05 ? 1 : 0) + m.tag10.length;
        m.free();
        return total;
      },
      all: () => {
        const m = MixedMessage.fromBinary(arena, bytes);
        const sum = arenaReaders.MixedMessage.sum(m);
        m.free();
        return sum;
      },
    },
    protobufjs: {
      ten: () => {
        const m = types.MixedMessage.decode(bytes);
        const sum =
          m.counter00 + m.counter13 + m.counter26 + m.counter39 + Number(m.total00) + Number(m.total09);
        return sum + m.reading00 + m.reading19 + (m.alarm05 ? 1 : 0) + m.tag10.length;
      },
      all: () => protobufjsReaders.MixedMessage.sum(types.MixedMessage.decode(bytes)),
    },
    "protobuf-es": {
      ten: () => {
        const m = codec.decode(bytes);
        const sum =
          m.counter00 + m.counter13 + m.counter26 + m.counter39 + Number(m.total00) + Number(m.total09);
        return sum + m.reading00 + m.reading19 + (m.alarm05 ? 1 : 0) + m.tag10.length;
      },
      all: () => esReaders.MixedMessage.sum(codec.decode(bytes)),
    },
    "google-protobuf": {
      ten: () => {
        const m = google.MixedMessage.deserializeBinary(bytes);
        const counters = m.getCounter00() + m.getCounter13() + m.getCounter26() + m.getCounter39();
        const sum = counters + m.getTotal00() + m.getTotal09() + m.getReading00() + m.getReading19();
        return sum + (m.getAlarm05() ? 1 : 0) + m.getTag10().length;
      },
      all: () => googleReaders.MixedMessage.sum(google.MixedMessage.deserializeBinary(bytes)),
    },
    "prost-object": {
      ten: () => tenOf(addon.decodeMixed(bytes)),
      all: () => objectReaders.MixedMessage.sum(addon.decodeMixed(bytes)),
    },
  };
}

function tenOf(m: MixedMessageContent): number {
  const sum = m.counter00 + m.counter13 + m.counter26 + m.counter39 + Number(m.total00) + Number(m.total09);
  return sum + m.reading00 + m.reading19 + (m.alarm05 ? 1 : 0) + m.tag10.length;
}

function decoderNamed(decoders: ReturnType<typeof decodersOf>, contender: string, column: string): Decoding {
  const found = contenders.find(({ name }) => name === contender);
  if (found === undefined) throw new Error(`nothing decodes as ${contender}`);
  return column === "ten" ? decoders[found.name].ten : decoders[found.name].all;
}
