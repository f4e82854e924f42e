import type { Way } from "../comparison.ts";
import type { Floor } from "./floor.ts";

/** What crossing with an object costs in C: one of 100 numbers, property by property. */
export function objectOfHundred(floor: Floor): Way<unknown> {
  return {
    title: "an object of 100 numbers",
    operations: 20,
    run() {
      let sum = 0;
      for (let made = 0; made < 20; made++) sum += floor.object(100)["field50"] ?? 0;
      return sum;
    },
  };
}
