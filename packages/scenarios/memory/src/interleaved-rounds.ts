import { phaseCase } from "@strait/harness";
import { checkLedgerAtZero, createArena, requireLive } from "@strait/native";
import { PriceTick } from "@strait/native/stress/market_data";
import { allocationAndFree } from "./metrics.ts";

const rounds = 100;
const allocatedPerRound = 100;
const freedPerRound = 50;

/** Each round allocates 100 and frees every second one of them, so live messages and holes grow side by side. */
export const interleavedRounds = phaseCase({
  name: "interleaved-rounds",
  title: "100 in, 50 out, 100 rounds",
  description:
    "Each of 100 rounds allocates 100 price ticks, then frees every second of them. The 5,000 that stay are freed between samples, untimed.",
  metrics: allocationAndFree,
  start() {
    const arena = createArena();
    const staying: PriceTick[] = [];
    const fresh: PriceTick[] = [];
    const allocateRound = () => {
      for (let index = 0; index < allocatedPerRound; index++) fresh[index] = PriceTick.create(arena);
      return fresh.length;
    };
    const freeHalf = () => {
      for (let index = 0; index < allocatedPerRound; index += 2) fresh[index]?.free();
      return fresh.length;
    };
    return {
      measure({ time }) {
        let allocating = 0;
        let freeing = 0;
        for (let round = 1; round <= rounds; round++) {
          allocating += time(allocatedPerRound, allocateRound).nanosecondsPerOperation;
          freeing += time(freedPerRound, freeHalf).nanosecondsPerOperation;
          for (let index = 1; index < allocatedPerRound; index += 2) {
            const tick = fresh[index];
            if (tick !== undefined) staying.push(tick);
          }
          requireLive(arena, round * (allocatedPerRound - freedPerRound));
        }
        for (const tick of staying.splice(0)) tick.free();
        // The mean over the rounds; `operations` stays that of one round, which is what each reading of the timer covers.
        return {
          allocate: { nanosecondsPerOperation: allocating / rounds, operations: allocatedPerRound },
          free: { nanosecondsPerOperation: freeing / rounds, operations: freedPerRound },
        };
      },
      verify: () => [checkLedgerAtZero(arena)],
    };
  },
});
