/** The second thread of attack.ts: writes at random until it is told to stop, and says how often it did. */
import { parentPort, workerData } from "node:worker_threads";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { type Below, type Memory, mutate } from "./mutations.ts";

const { memory, stopped, seed }: { memory: Memory; stopped: Int32Array; seed: number } = workerData;
const generator = xoroshiro128plus(~seed);
const below: Below = (bound) => (bound === 0 ? 0 : (generator.next() >>> 0) % bound);

parentPort?.postMessage("ready");
while (Atomics.load(stopped, 0) === 0) {
  for (let count = 0; count < 100; count++) mutate(memory, below);
  Atomics.add(stopped, 1, 100);
}
