import { floorPerSecond, phaseCase, type Stopwatch, type TimeMetric, untimed } from "@strait/harness";
import { checkLedgerAtZero, createArena, requireLive } from "@strait/native";
import { families, familyNames } from "./family.ts";
import type { Strategy } from "./strategy.ts";

const live = 4_000;
const floor = floorPerSecond(1_000, "asked of a first version: more than 1,000 operations a second");

/** Allocating, freeing, and both in turn, for every family of messages, by one strategy. */
export function throughput({ name, title, cycles, start }: Strategy) {
  const metrics = Object.fromEntries(
    familyNames.flatMap((family): [string, TimeMetric][] => {
      const { title: what, goals } = families[family];
      const goal = goals[name];
      return [
        [`allocate-${family}`, { title: `Allocate ${what}`, operation: "allocation", targets: [floor] }],
        [`free-${family}`, { title: `Free ${what}`, operation: "deallocation", targets: [floor] }],
        [
          `pair-${family}`,
          {
            title: `Allocate and free ${what}`,
            operation: "pair",
            targets: goal === undefined ? [floor] : [floor, goal],
          },
        ],
      ];
    }),
  );
  return phaseCase({
    name,
    title: `Allocation and free ${title}`,
    description: `Allocates 4,000 messages of one family ${title}, cleared and ready to use, frees them in the same order, then allocates and frees in turn; for four families.`,
    metrics,
    start() {
      const arena = createArena();
      const loops = start(arena, live);
      let wrong = 0;
      const measureFamily = (family: (typeof familyNames)[number], time: Stopwatch["time"]) => {
        const { allocate, free, cycle } = loops[family];
        const allocated = time(live, allocate);
        requireLive(arena, live);
        wrong += arena.ledger()[0]?.type === families[family].type.name ? 0 : 1;
        const freed = time(live, free);
        requireLive(arena, 0);
        const pair = time(cycles, cycle);
        requireLive(arena, 0);
        return { [`allocate-${family}`]: allocated, [`free-${family}`]: freed, [`pair-${family}`]: pair };
      };
      const measure = ({ time }: Stopwatch) =>
        Object.assign({}, ...familyNames.map((family) => measureFamily(family, time)));
      return {
        warmUp() {
          for (let round = 0; round < 8; round++) measure(untimed);
        },
        measure,
        verify: () => [
          {
            name: "the right type was allocated",
            passed: wrong === 0,
            detail: `the ledger named another type ${wrong} times`,
          },
          checkLedgerAtZero(arena),
        ],
      };
    },
  });
}
