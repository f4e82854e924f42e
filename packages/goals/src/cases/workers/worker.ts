/** Does a round of work whenever the main thread asks for one: allocates and frees in an arena of its own, or only computes. */
import { workerData } from "node:worker_threads";
import { createArena } from "@strait/native";
import { PriceTick } from "@strait/native/stress/market_data";
import { asked, type Channel, done, operationsPerRound, work, works } from "./channel.ts";

const { rounds }: Channel = workerData;
const arena = createArena();

/**
 * A round calls this often, because V8 gives its last compiler to what is called often: in one loop of a whole round a pair
 * took 26 ns instead of 20, for as many rounds as there were, and each worker changed to the faster code when it liked.
 */
const callsPerRound = 1_000;

function allocateAndFree(pairs: number): number {
  let sum = 0;
  for (let pair = 0; pair < pairs; pair++) {
    const tick = PriceTick.create(arena);
    sum += tick.bidSize + pair;
    tick.free();
  }
  return sum;
}

/** Four chains at once and no memory, so that a thread needs the whole of a processor. */
function compute(sums: number): number {
  let [one, two, three, four] = [1, 2, 3, 4];
  for (let sum = 0; sum < sums; sum++) {
    one = ((one + sum) ^ 7) | 0;
    two = ((two ^ sum) + 9) | 0;
    three = ((three + 7) ^ 5) | 0;
    four = ((four - sum) ^ 3) | 0;
  }
  return one ^ two ^ three ^ four;
}

function runRound(): number {
  const isPairs = Atomics.load(rounds, work) === works.pairs;
  const [run, operations] = isPairs
    ? [allocateAndFree, operationsPerRound.pairs]
    : [compute, operationsPerRound.sums];
  let result = 0;
  for (let call = 0; call < callsPerRound; call++) result += run(operations / callsPerRound);
  return result;
}

for (let round = 0; ; round++) {
  Atomics.wait(rounds, asked, round);
  if (Atomics.load(rounds, asked) < 0) break;
  if (runRound() === 0) throw new Error("a round did no work");
  Atomics.store(rounds, done, round + 1);
  Atomics.notify(rounds, done);
}
