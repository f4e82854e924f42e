import { type Arena, checkLedgerAtZero, createArena } from "@strait/native";
import { type DoublesMessage, MixedMessage, type MixedMessageObject } from "@strait/native/stress/comparison";
import { comparison } from "../comparison.ts";
import { doublesMessage, readDoubles, sumOfDoubles } from "../content/doubles.ts";
import { mixedContent } from "../content/mixed.ts";
import { objectOfHundred } from "../floor/object.ts";
import { checkSum } from "../sum-check.ts";

const messages = 100;
const rounds = 10;

function startDoubles() {
  const arena = createArena();
  const live = Array.from({ length: messages }, (_, index) => doublesMessage(arena, index));
  return { arena, live, lent: Float64Array.from({ length: 100 }, (_, index) => index) };
}

function freeDoubles({ arena, live }: ReturnType<typeof startDoubles>) {
  const check = checkSum(
    "every field was read",
    live.map(readDoubles),
    live.map((_, index) => sumOfDoubles(index)),
  );
  for (const message of live) message.free();
  return [check, checkLedgerAtZero(arena)];
}

/** All fields of a message of 100 doubles. */
export const readAllDoubles = comparison({
  name: "read-doubles",
  title: "Read 100 doubles",
  description: "Reads and sums all fields of 100 messages in turn, each by its name.",
  operation: "message of 100 fields",
  start: startDoubles,
  ways: {
    strait: {
      title: "100 getters",
      operations: messages * rounds * 2,
      run({ live }) {
        let sum = 0;
        for (let round = 0; round < rounds * 2; round++) {
          for (let index = 0; index < messages; index++) sum += readDoubles(live[index] as DoublesMessage);
        }
        return sum;
      },
    },
  },
  floor: (floor) => ({
    title: "one call that sums 100 doubles",
    operations: messages * rounds,
    run({ lent }) {
      floor.lend(lent);
      let sum = 0;
      for (let index = 0; index < messages * rounds; index++) sum += floor.sum(0, 100);
      return sum;
    },
  }),
  verify: freeDoubles,
});

/** A plain object of 100 doubles. */
export const objectOfDoubles = comparison({
  name: "object-doubles",
  title: "A plain object of 100 doubles",
  description: "Turns 100 messages in turn into plain objects.",
  operation: "message of 100 fields",
  start: startDoubles,
  ways: {
    strait: {
      title: "toObject",
      operations: messages * rounds,
      run({ live }) {
        let sum = 0;
        for (let round = 0; round < rounds; round++) {
          for (const message of live) sum += message.toObject().band50;
        }
        return sum;
      },
    },
  },
  floor: objectOfHundred,
  verify: freeDoubles,
});

type MixedState = {
  readonly arena: Arena;
  readonly contents: readonly MixedMessageObject[];
  readonly live: readonly MixedMessage[];
};

/** A plain object of 100 fields of five kinds. */
export const objectOfMixed = comparison<MixedState>({
  name: "object-mixed",
  title: "A plain object of 100 fields of five kinds",
  description: "Turns 100 messages in turn into plain objects, text decoded.",
  operation: "message of 100 fields",
  start() {
    const arena = createArena();
    const contents = Array.from({ length: messages }, (_, index) => mixedContent(arena, index));
    return { arena, contents, live: contents.map((content) => MixedMessage.create(arena).assign(content)) };
  },
  ways: {
    strait: {
      title: "toObject",
      operations: messages * 2,
      run({ live }) {
        let sum = 0;
        for (let round = 0; round < 2; round++) {
          for (const message of live) sum += message.toObject().tag19.length;
        }
        return sum;
      },
    },
  },
  floor: objectOfHundred,
  verify({ arena, contents, live }) {
    const wrong = live.filter(
      (message, index) => JSON.stringify(message.toObject()) !== JSON.stringify(contents[index]),
    );
    for (const message of live) message.free();
    return [
      {
        name: "every field was read",
        passed: wrong.length === 0,
        detail: `${live.length - wrong.length} of ${live.length} objects are as they were written`,
      },
      checkLedgerAtZero(arena),
    ];
  },
});
