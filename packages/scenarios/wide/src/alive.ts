import { floorPerSecond, phaseCase } from "@strait/harness";
import { checkLedgerAtZero, createArena } from "@strait/native";
import { WideMessage } from "@strait/native/stress/wide";

const count = 1_000;
const floor = floorPerSecond(1_000, "asked of a first version: more than 1,000 operations a second");

/** 1,000 wide messages at once, with content: more than a processor cache holds. */
export const alive = phaseCase({
  name: "alive",
  title: "1,000 wide messages alive",
  description:
    "Allocates 1,000 wide messages and has Rust fill them, reads a field of each, then frees them with all they own.",
  metrics: {
    allocate: { title: "Allocate", operation: "allocation", targets: [floor] },
    fill: { title: "Fill in Rust", operation: "message filled" },
    read: { title: "Read one field", operation: "field read" },
    free: { title: "Free with content", operation: "deallocation", targets: [floor] },
  },
  start({ seed }) {
    const arena = createArena();
    const messages: WideMessage[] = [];
    const fillMessage = (message: WideMessage, index: number) =>
      arena.native.fill(message.handle, (seed + index) >>> 0, {
        maximumElements: 8,
        maximumTextLength: 24,
        maximumDepth: 1,
      });
    return {
      measure({ time }) {
        const allocate = time(count, () => {
          for (let index = 0; index < count; index++) messages[index] = WideMessage.create(arena);
          return messages.length;
        });
        const fill = time(count, () => {
          messages.forEach(fillMessage);
          return messages.length;
        });
        const read = time(count, () => {
          let sum = 0;
          for (const message of messages) sum += message.bladeCount;
          return sum;
        });
        const free = time(count, () => {
          for (const message of messages) message.free();
          return messages.length;
        });
        return { allocate, fill, read, free };
      },
      verify: () => [checkLedgerAtZero(arena)],
    };
  },
});
