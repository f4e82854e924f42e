import { checkLedgerAtZero, createArena } from "@strait/native";
import { PriceTick, type PriceTickObject } from "@strait/native/stress/market_data";
import { comparison } from "../comparison.ts";

const messages = 100;
const rounds = 200;
const operations = messages * rounds;

/** Index of `bidPrice` in the struct of a price tick, in doubles: found by writing it to a fresh one. */
function placeOfBidPrice(tick: PriceTick): number {
  tick.bidPrice = 1;
  const start = tick.$word >> 1;
  const place = tick.$slab.f64.subarray(start, start + PriceTick.type.size / 8).indexOf(1);
  if (place < 0) throw new Error("bidPrice was written outside of its struct");
  return place;
}

/** One double of 100 messages in turn, so that the engine cannot keep it in a register. */
export const readField = comparison({
  name: "read-field",
  title: "Read a field",
  description: "Reads a double of 100 live messages in turn, in four ways.",
  operation: "field read",
  start() {
    const arena = createArena();
    const live = Array.from({ length: messages }, () => PriceTick.create(arena));
    const place = live.map(placeOfBidPrice)[0] ?? 0;
    live.forEach((tick, index) => {
      // With whole numbers V8 would sum integers, checked for overflow, which takes 4 ns and hides everything else.
      tick.bidPrice = index + 0.25;
    });
    const plain = live.map((tick) => tick.toObject());
    const doubles = Float64Array.from({ length: messages }, (_, index) => index + 0.25);
    return { arena, live, place, plain, doubles };
  },
  ways: {
    plain: {
      title: "a property of a plain object",
      operations,
      run({ plain }) {
        let sum = 0;
        for (let round = 0; round < rounds; round++) {
          for (let index = 0; index < messages; index++) sum += (plain[index] as PriceTickObject).bidPrice;
        }
        return sum;
      },
    },
    unchecked: {
      title: "the getter without its check",
      operations,
      run({ live, place }) {
        let sum = 0;
        for (let round = 0; round < rounds; round++) {
          for (let index = 0; index < messages; index++) {
            const tick = live[index] as PriceTick;
            sum += tick.$slab.f64[(tick.$word >> 1) + place] as number;
          }
        }
        return sum;
      },
    },
    strait: {
      title: "the getter",
      operations,
      run({ live }) {
        let sum = 0;
        for (let round = 0; round < rounds; round++) {
          for (let index = 0; index < messages; index++) sum += (live[index] as PriceTick).bidPrice;
        }
        return sum;
      },
    },
  },
  floor: (floor) => ({
    title: "a getter in C",
    operations: 10 * messages,
    run({ doubles }) {
      floor.lend(doubles);
      let sum = 0;
      for (let index = 0; index < 10 * messages; index++) sum += floor.readDouble(index % messages);
      return sum;
    },
  }),
  verify({ arena, live }) {
    for (const tick of live) tick.free();
    return [checkLedgerAtZero(arena)];
  },
});
