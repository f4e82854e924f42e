import { checkLedgerAtZero, createArena } from "@strait/native";
import { comparison } from "../comparison.ts";
import { doublesMessage, readDoubles, sumOfDoubles } from "../content/doubles.ts";
import { checkSum } from "../sum-check.ts";

const messages = 1_000;

function start() {
  const arena = createArena();
  const live = Array.from({ length: messages }, (_, index) => doublesMessage(arena, index));
  return {
    arena,
    live,
    handles: Float64Array.from(live, (message) => message.handle),
    lent: Float64Array.from({ length: 100 * messages }, (_, index) => index),
  };
}

/** All doubles of 1,000 messages, read by Rust in one call. */
export const sumOfMany = comparison({
  name: "sum-many",
  title: "Sum 1,000 messages of 100 doubles",
  description:
    "Rust reads and sums all fields of 1,000 messages of 800 bytes, in one call that passes their handles.",
  operation: "message",
  start,
  ways: {
    strait: {
      title: "one call into Rust",
      operations: messages,
      run: ({ arena, handles }) => arena.native.sumDoubles(handles),
    },
  },
  floor: (floor) => ({
    title: "100,000 doubles side by side",
    operations: messages,
    run({ lent }) {
      floor.lend(lent);
      return floor.sum(0, lent.length);
    },
  }),
  verify({ arena, live, handles }) {
    const expected = live.reduce((sum, _, index) => sum + sumOfDoubles(index), 0);
    const check = checkSum("Rust summed what was written", [arena.native.sumDoubles(handles)], [expected]);
    for (const message of live) message.free();
    return [check, checkLedgerAtZero(arena)];
  },
});

/** All doubles of 1,000 messages, written by Rust in one call. */
export const fillMany = comparison({
  name: "fill-many",
  title: "Fill 1,000 messages of 100 doubles",
  description:
    "Rust writes all fields of 1,000 messages of 800 bytes, in one call that passes their handles.",
  operation: "message",
  start,
  ways: {
    strait: {
      title: "one call into Rust",
      operations: messages,
      run({ arena, handles, live }) {
        arena.native.fillDoubles(handles, 7);
        return live[messages - 1]?.band99 ?? 0;
      },
    },
  },
  floor: (floor) => ({
    title: "100,000 doubles side by side",
    operations: messages,
    run({ lent }) {
      floor.lend(lent);
      floor.fill(7);
      return lent[lent.length - 1] ?? 0;
    },
  }),
  verify({ arena, live, handles }) {
    arena.native.fillDoubles(handles, 3);
    const first = live.map((message) => message.band00);
    const check = checkSum(
      "JavaScript reads what Rust wrote",
      live.map(readDoubles),
      first.map(sumOfDoubles),
    );
    for (const message of live) message.free();
    return [check, checkLedgerAtZero(arena)];
  },
});
