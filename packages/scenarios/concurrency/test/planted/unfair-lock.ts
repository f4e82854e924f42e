/** Workers before whose calls stands a lock that favours whoever has it: worker 1 waits thirty times as long as it works. */
import { defineWorker } from "@strait/harness";
import pairs, { type PairsData } from "../../src/worker/pairs.ts";

const never = new Int32Array(new SharedArrayBuffer(4));

export default defineWorker<PairsData>((context) => {
  const tasks = pairs(context);
  const call = tasks["call-pairs"];
  if (context.index !== 1 || call === undefined) return tasks;
  return {
    ...tasks,
    "calls-until-stopped"({ stopped }) {
      let [operations, result] = [0, 0];
      do {
        const begin = performance.now();
        const done = call({ arguments: [50], stopped });
        if (done instanceof Promise) throw new TypeError("pairs are done at once");
        operations += done.operations;
        result += done.result;
        Atomics.wait(never, 0, 0, Math.min(20, 30 * (performance.now() - begin)));
      } while (!stopped());
      return { operations, result };
    },
  };
});
