/** Allocates and frees in an arena of its own, a round whenever the main thread asks for one. */
import { readFileSync } from "node:fs";
import { workerData } from "node:worker_threads";
import { createArena, PriceTick } from "@strait/native";
import { asked, type Channel, done, pairsPerRound } from "./channel.ts";

const { rounds, waited }: Channel = workerData;
const arena = createArena();

function runRound(): number {
  let sum = 0;
  for (let pair = 0; pair < pairsPerRound; pair++) {
    const tick = PriceTick.create(arena);
    sum += tick.bidSize + pair;
    tick.free();
  }
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

for (let round = 0; ; round++) {
  Atomics.wait(rounds, asked, round);
  if (Atomics.load(rounds, asked) < 0) break;
  const before = waitingTime();
  if (runRound() === 0) throw new Error("a round did no work");
  waited[0] = waitingTime() - before;
  Atomics.store(rounds, done, round + 1);
  Atomics.notify(rounds, done);
}
