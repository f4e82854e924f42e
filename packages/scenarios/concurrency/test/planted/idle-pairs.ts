/** Workers of the cases that count pairs, the second of which does nothing, and says so. */
import { defineWorker, type WorkDone } from "@strait/harness";
import type { PairsData } from "../../src/worker/pairs.ts";

const tasks = [
  "own-pairs",
  "shared-pairs",
  "call-pairs",
  "shared-until-stopped",
  "calls-until-stopped",
  "clock-latencies",
];

export default defineWorker<PairsData>(({ data: { latenciesEach }, index }) => {
  const done = (pairs: number): WorkDone => ({ operations: pairs, result: (pairs * (pairs - 1)) / 2 });
  return Object.fromEntries(
    tasks.map((task) => [task, ({ arguments: [pairs = latenciesEach] }) => done(index === 1 ? 0 : pairs)]),
  );
});
