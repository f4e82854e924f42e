import { countCase } from "@strait/harness";
import { checkLedgerAtZero, createArena } from "@strait/native";
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
        };
      },
      verify() {
        for (const message of filled) message.free();
        return [checkLedgerAtZero(arena)];
      },
    };
  },
});
