import { checkLedgerAtZero, createArena } from "@strait/native";
import { PriceTick } from "@strait/native/stress/market_data";
import { comparison } from "../comparison.ts";

const messages = 1_000;
const rounds = 20;

/** 1,000 messages that Rust allocates in one call and frees in another. */
export const batch = comparison({
  name: "batch",
  title: "Batches of 1,000 messages",
  description: "Allocates 1,000 price ticks in one call into Rust and frees them in another.",
  operation: "pair",
  start: () => ({ arena: createArena(), handles: new Float64Array(messages) }),
  ways: {
    strait: {
      title: "batches in Rust",
      operations: messages * rounds,
      run({ arena, handles }) {
        let sum = 0;
        for (let round = 0; round < rounds; round++) {
          arena.native.allocateBatch(PriceTick.type.id, handles);
          sum += handles[round] ?? 0;
          arena.native.freeBatch(handles);
        }
        return sum;
      },
    },
  },
  floor: (floor) => ({
    title: "a free list, two calls for 1,000",
    operations: messages * rounds,
    run({ handles }) {
      let sum = 0;
      for (let round = 0; round < rounds; round++) {
        floor.takeBatch(handles);
        sum += handles[round] ?? 0;
        floor.giveBatch(handles);
      }
      return sum;
    },
  }),
  verify: ({ arena }) => [checkLedgerAtZero(arena)],
});
