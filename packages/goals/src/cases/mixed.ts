import { checkLedgerAtZero, createArena } from "@strait/native";
import { MixedMessage, type MixedMessageObject } from "@strait/native/stress/comparison";
import { comparison } from "../comparison.ts";
import { distinctContent, mixedContent, readMixed, sumOfMixed } from "../content/mixed.ts";
import { objectOfHundred } from "../floor/object.ts";
import { typeForProtobufjs } from "../peers/protobufjs.ts";
import { checkSum } from "../sum-check.ts";

const messages = 100;

/** Messages whose 20 tags are theirs alone: more text than a thread keeps of what it read lately. */
const distinctMessages = 500;

function start() {
  const arena = createArena();
  const contents = Array.from({ length: messages }, (_, index) => mixedContent(arena, index));
  const type = typeForProtobufjs(MixedMessage.type);
  const live = contents.map((content) => MixedMessage.create(arena).assign(content));
  const distinctContents = Array.from({ length: distinctMessages }, (_, index) =>
    distinctContent(arena, index),
  );
  const distinct = distinctContents.map((content) => MixedMessage.create(arena).assign(content));
  const encoded = contents.map((content) => type.encode(content).finish());
  return { arena, contents, live, distinctContents, distinct, type, encoded };
}

function verify({
  arena,
  contents,
  live,
  distinctContents,
  distinct,
  type,
  encoded,
}: ReturnType<typeof start>) {
  const expected = contents.map(sumOfMixed);
  const decoded = encoded.map((bytes) =>
    sumOfMixed(asMixed(type.toObject(type.decode(bytes), { longs: Number }))),
  );
  const checks = [
    checkSum("every field was read", live.map(readMixed), expected),
    checkSum(
      "every field was read where no text recurs",
      distinct.map(readMixed),
      distinctContents.map(sumOfMixed),
    ),
    checkSum("protobufjs decoded every field", decoded, expected),
  ];
  for (const message of [...live, ...distinct]) message.free();
  return [...checks, checkLedgerAtZero(arena)];
}

/** What protobufjs decodes has the fields of the schema, whose types it does not tell. */
function asMixed(decoded: object): MixedMessageObject {
  return decoded as MixedMessageObject;
}

/** All fields of a message of five kinds, in place, and with a library that decodes. */
export const readAllMixed = comparison({
  name: "read-mixed",
  title: "Read 100 fields of five kinds",
  description: "Reads and sums all fields of 100 messages in turn, each by its name, text decoded.",
  operation: "message of 100 fields",
  start,
  ways: {
    strait: {
      title: "100 getters",
      operations: messages * 2,
      run({ live }) {
        let sum = 0;
        for (let round = 0; round < 2; round++) {
          for (let index = 0; index < messages; index++) sum += readMixed(live[index] as MixedMessage);
        }
        return sum;
      },
    },
    distinct: {
      title: "100 getters, no text twice",
      operations: distinctMessages,
      run({ distinct }) {
        let sum = 0;
        for (let index = 0; index < distinctMessages; index++)
          sum += readMixed(distinct[index] as MixedMessage);
        return sum;
      },
    },
    protobufjs: {
      title: "protobufjs decodes",
      operations: messages,
      run({ type, encoded }) {
        let sum = 0;
        for (const bytes of encoded) sum += asMixed(type.decode(bytes)).tag19.length;
        return sum;
      },
    },
  },
  floor: objectOfHundred,
  verify,
});

/** A plain object in and another out, and the same with each field read by its getter. */
export const writeAndReadMixed = comparison({
  name: "write-read-mixed",
  title: "Write and read 100 fields of five kinds",
  description: "Writes all fields of 100 live messages in turn from plain objects, and reads them all.",
  operation: "message of 100 fields",
  start,
  ways: {
    strait: {
      title: "assign, then toObject",
      operations: messages,
      run({ live, contents }) {
        let sum = 0;
        for (let index = 0; index < messages; index++) {
          const message = live[index] as MixedMessage;
          sum += message.assign(contents[index] as MixedMessageObject).toObject().tag19.length;
        }
        return sum;
      },
    },
    getters: {
      title: "assign, then 100 getters",
      operations: messages,
      run({ live, contents }) {
        let sum = 0;
        for (let index = 0; index < messages; index++) {
          const message = live[index] as MixedMessage;
          sum += readMixed(message.assign(contents[index] as MixedMessageObject));
        }
        return sum;
      },
    },
    protobufjs: {
      title: "protobufjs encodes and decodes",
      operations: messages,
      run({ type, contents }) {
        let sum = 0;
        for (const content of contents) {
          sum += asMixed(type.decode(type.encode(content).finish())).tag19.length;
        }
        return sum;
      },
    },
  },
  floor: objectOfHundred,
  verify,
});
