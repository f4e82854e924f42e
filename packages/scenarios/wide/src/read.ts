import { batchCase, goalNanoseconds } from "@strait/harness";
import { checkLedgerAtZero, createArena } from "@strait/native";
import { filledMessages } from "./filled-messages.ts";

const messages = 1_000;
const rounds = 100;

/** One number field of 1,000 messages in turn, so that the engine cannot keep it in a register. */
export const readOne = batchCase({
  name: "read-one",
  title: "Read one field",
  description:
    "Reads an int32 field through the generation-checked getter, from 1,000 filled messages in turn.",
  metric: {
    name: "read",
    title: "Read one field",
    operation: "field read",
    targets: [goalNanoseconds(4.5, "design: at most 4.5 ns with the generation check")],
  },
  operationsPerBatch: messages * rounds,
  start({ seed }) {
    const arena = createArena();
    const filled = filledMessages(arena, messages, seed);
    return {
      batch() {
        let sum = 0;
        for (let round = 0; round < rounds; round++) {
          for (let index = 0; index < messages; index++) sum += filled[index]?.bladeCount ?? 0;
        }
        return sum;
      },
      empty() {
        let sum = 0;
        for (let round = 0; round < rounds; round++) {
          for (let index = 0; index < messages; index++) sum += index;
        }
        return sum;
      },
      verify() {
        for (const message of filled) message.free();
        return [checkLedgerAtZero(arena)];
      },
    };
  },
});

/** WideMessage has 100 fields, six of them in two oneofs, and an object has one property for a oneof. */
const expected = 96;
const objects = 100;

/** Every field, strings decoded, lists and maps copied: what a program pays that wants a plain object. */
export const readAll = batchCase({
  name: "read-all",
  title: "Read all 100 fields",
  description:
    "Turns each of 100 filled messages into a plain object: all fields, with text decoded and lists and maps copied.",
  metric: { name: "read", title: "Read 100 fields", operation: "message of 100 fields" },
  operationsPerBatch: objects,
  start({ seed }) {
    const arena = createArena();
    const filled = filledMessages(arena, objects, seed);
    return {
      batch() {
        let sum = 0;
        for (const message of filled) {
          const object = message.toObject();
          sum += object.siteName.length + object.bladeCount;
        }
        return sum;
      },
      empty() {
        let sum = 0;
        for (const message of filled) sum += message.bladeCount;
        return sum;
      },
      verify() {
        const properties = filled.map((message) => Object.keys(message.toObject()).length);
        for (const message of filled) message.free();
        return [
          {
            name: "every field was read",
            passed: properties.every((count) => count === expected),
            detail: `each object has ${expected} properties: 100 fields, of which a oneof counts as one`,
          },
          checkLedgerAtZero(arena),
        ];
      },
    };
  },
});
