import { type Arena, checkLedgerAtZero, createArena } from "@strait/native";
import { WideMessage } from "@strait/native/stress/wide";
import { comparison, type Way } from "../comparison.ts";
import type { Floor } from "../floor/floor.ts";

const pairs = 20_000;
const { id, size, sizeClass } = WideMessage.type;

/** The slot of a message, taken off the shared free list and put back: what no message can do without. */
export const slot = comparison<Arena>({
  name: "slot",
  title: "Take and give back a slot",
  description: "Takes a slot with its block off the shared free list and puts it back, generation checked.",
  operation: "pair",
  start: () => createArena(),
  ways: {
    strait: {
      title: "free list in JavaScript",
      operations: pairs,
      run(arena) {
        let sum = 0;
        for (let pair = 0; pair < pairs; pair++) {
          const index = arena.takeSlot(sizeClass, id);
          const slots = arena.slotChunks[index >>> 16] as Int32Array;
          arena.releaseSlot(slots, index, slots[(index & 65535) << 2] as number, sizeClass, id);
          sum += index;
        }
        return sum;
      },
    },
  },
  floor: mallocAndFree,
  verify: (arena) => [checkLedgerAtZero(arena)],
});

/** A message that can be used: its view is made and its fields are cleared. */
export const message = comparison<Arena>({
  name: "message",
  title: "Allocate and free a message of 100 fields",
  description: "Allocates a wide message, reads a field of it, which is at its default, and frees it.",
  operation: "pair",
  start: () => createArena(),
  ways: {
    strait: {
      title: "message in JavaScript",
      operations: pairs / 4,
      run(arena) {
        let sum = 0;
        for (let pair = 0; pair < pairs / 4; pair++) {
          const wide = WideMessage.create(arena);
          sum += wide.bladeCount + pair;
          wide.free();
        }
        return sum;
      },
    },
  },
  floor: mallocAndFree,
  verify: (arena) => [checkLedgerAtZero(arena)],
});

function mallocAndFree(floor: Floor): Way<unknown> {
  return {
    title: "malloc and free, two calls",
    operations: pairs / 4,
    run() {
      let sum = 0;
      for (let pair = 0; pair < pairs / 4; pair++) {
        const address = floor.allocate(size);
        sum += address;
        floor.release(address);
      }
      return sum;
    },
  };
}
