import { type Check, countCase } from "@strait/harness";
import { checkLedgerAtZero, createArena, packedBytes, paddingOfStruct } from "@strait/native";
import type { MessageType } from "@strait/native/runtime";
import { WideMessage } from "@strait/native/stress/wide";
import { filledMessages } from "./filled-messages.ts";

const messages = 1_000;

/** Where the bytes of a wide message go, as the mean over 1,000 filled ones. */
export const footprint = countCase({
  name: "footprint",
  title: "Memory per wide message",
  description:
    "Asks Rust for the size of 1,000 filled messages with their sub-messages: structs, slots, content, and blocks with their slack.",
  metrics: {
    struct: { title: "Structs", operation: "message", unit: "bytes/operation" },
    slots: { title: "Slots", operation: "message", unit: "bytes/operation" },
    content: { title: "Content of text, lists and maps", operation: "message", unit: "bytes/operation" },
    blocks: { title: "All blocks, slack included", operation: "message", unit: "bytes/operation" },
    packed: { title: "A struct, packed without a gap", operation: "message", unit: "bytes/operation" },
    padding: { title: "Padding of a struct", operation: "message", unit: "bytes/operation" },
    field: { title: "A field of a struct", operation: "field", unit: "bytes/operation" },
  },
  start({ seed }) {
    const arena = createArena();
    const filled = filledMessages(arena, messages, seed);
    return {
      count() {
        const sizes = filled.map((message) => arena.native.memorySize(message.handle));
        const mean = (bytes: readonly number[]) => bytes.reduce((sum, size) => sum + size, 0) / messages;
        return {
          struct: mean(sizes.map((size) => size.structBytes)),
          slots: mean(sizes.map((size) => size.slotBytes)),
          content: mean(sizes.map((size) => size.dataBytes)),
          blocks: mean(sizes.map((size) => size.blockBytes)),
          packed: packedBytes(WideMessage.type),
          padding: paddingOfStruct(WideMessage.type),
          field: WideMessage.type.size / WideMessage.type.fields.length,
        };
      },
      verify() {
        for (const message of filled) message.free();
        return [checkPacking(WideMessage.type), checkLedgerAtZero(arena)];
      },
    };
  },
});

/** What a struct may have besides its packed fields: unknown fields, whole words for presence bits and oneof cases. */
export function checkPacking(type: MessageType): Check {
  const { size, fields } = type;
  const words = new Set(fields.flatMap(({ oneof }) => (oneof === undefined ? [] : [oneof]))).size + 1;
  const explained = packedBytes(type) + paddingOfStruct(type) + 8 + 4 * words;
  return {
    name: "a struct is as small as its fields allow",
    passed: paddingOfStruct(type) < 8 && size <= explained,
    detail: `${size} bytes: ${packedBytes(type)} packed, ${paddingOfStruct(type)} of padding, the rest for unknown fields and words of bits`,
  };
}
