import { batchCase } from "@strait/harness";
import { type Arena, checkLedgerAtZero, checksum, createArena } from "@strait/native";
import { WideMessage, type WideMessageObject } from "@strait/native/stress/wide";
import { filledMessages } from "./filled-messages.ts";

const messages = 30;

/** Content of every kind, written over what is there: text encoded, lists and maps replaced. */
export const writeAll = batchCase({
  name: "write-all",
  title: "Write all 100 fields",
  description:
    "Assigns plain objects with all 100 fields to 30 live messages: text, lists and maps included.",
  metric: { name: "write", title: "Write 100 fields", operation: "message of 100 fields" },
  operationsPerBatch: messages,
  start({ seed }) {
    const arena = createArena();
    const sources = filledMessages(arena, messages, seed);
    const contents = sources.map((message) => message.toObject());
    for (const message of sources) message.free();
    const expected = contents.map((content) => checksumOfFresh(arena, content));
    const written = contents.map(() => WideMessage.create(arena));
    return {
      batch() {
        let sum = 0;
        for (let index = 0; index < messages; index++) {
          const message = written[index];
          const content = contents[index];
          if (message === undefined || content === undefined) continue;
          message.assign(content);
          sum += message.bladeCount;
        }
        return sum;
      },
      empty() {
        let sum = 0;
        for (const message of written) sum += message.bladeCount;
        return sum;
      },
      verify() {
        const right = written.filter(
          (message, index) => arena.native.checksum(message.handle) === expected[index],
        );
        for (const message of written) message.free();
        return [
          {
            name: "Rust reads what was written",
            passed: right.length === messages,
            detail: `${right.length} of ${messages} messages have the checksum that JavaScript computed for their content`,
          },
          checkLedgerAtZero(arena),
        ];
      },
    };
  },
});

/** What JavaScript computes for `content` in a message that held nothing before. */
function checksumOfFresh(arena: Arena, content: WideMessageObject): number {
  const message = WideMessage.create(arena).assign(content);
  const sum = checksum(message, WideMessage.type);
  message.free();
  return sum;
}
