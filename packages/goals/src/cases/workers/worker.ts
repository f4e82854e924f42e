/** Allocates and frees in an arena of its own, a round whenever the main thread asks for one. */
import { readFileSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { createArena, PriceTick } from "@strait/native";
import { asked, type Channel, done, pairsPerRound } from "./channel.ts";

const { rounds, waited }: Channel = workerData;
const arena = createArena();

/**
 * A round calls this many times, because V8 gives its last compiler to what is called often: in one loop of a whole round a
 * pair took 26 ns instead of 20, for as many rounds as there were, and each worker changed to the faster code when it liked.
 */
const pairsPerBatch = 1_000;

function runBatch(): number {
  let sum = 0;
  for (let pair = 0; pair < pairsPerBatch; pair++) {
    const tick = PriceTick.create(arena);
    sum += tick.bidSize + pair;
    tick.free();
  }
  return sum;
}

function runRound(): number {
  let sum = 0;
  for (let pairs = 0; pairs < pairsPerRound; pairs += pairsPerBatch) sum += runBatch();
  return sum;
}

/** Nanoseconds that this thread was ready to run but did not (Linux: field 2 of schedstat); 0 where nobody says. */
function waitingTime(): number {
  try {
    return Number(readFileSync("/proc/thread-self/schedstat", "utf8").split(" ")[1]);
  } catch {
    return 0;
  }
}

// From the end of one round to the end of the next: what a thread waits between being woken and its first step is part of it.
let waitedBefore = waitingTime();
for (let round = 0; ; round++) {
  Atomics.wait(rounds, asked, round);
  if (Atomics.load(rounds, asked) < 0) break;
  if (runRound() === 0) throw new Error("a round did no work");
  const waitedNow = waitingTime();
  waited[0] = waitedNow - waitedBefore;
  waitedBefore = waitedNow;
  Atomics.store(rounds, done, round + 1);
  Atomics.notify(rounds, done);
}
