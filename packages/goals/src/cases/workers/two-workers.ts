import { Worker } from "node:worker_threads";
import { phaseCase, type Stopwatch, type Timing } from "@strait/harness";
import { goalsOf } from "../../catalogue.ts";
import { asked, type Channel, createChannel, done, pairsPerRound } from "./channel.ts";

const warmUpRounds = 20;

/** Pairs of rounds for a sample. Odd, so that one is the middle. */
const attempts = 9;

/**
 * The same work in two workers one after the other, and in both at once; by wall time, because waiting for each other must
 * count. Both run alone too, because V8's code for the one may be a fifth slower than for the other.
 */
export const twoWorkers = phaseCase({
  name: "two-workers",
  title: "Two workers with own arenas",
  description:
    "Allocates and frees price ticks in two workers one after the other, then at once, each in its own arena, by wall time. Of nine rounds of each the one counts whose speed-up is the middle one: now and then something else on the machine, or a thread of V8, takes a processor away.",
  metrics: {
    one: { title: "one worker at a time", operation: "pair" },
    two: { title: "two workers at once", operation: "pair" },
    "speed-up": {
      title: "one at a time / two at once",
      operation: "ratio",
      unit: "count",
      targets: goalsOf("two-workers").map(({ target }) => target),
    },
    waiting: {
      title: "share of time that a worker waited for a processor",
      operation: "round",
      unit: "count",
    },
  },
  start({ profile }) {
    const channels = [createChannel(), createChannel()];
    const workers = channels.map(
      (channel) => new Worker(new URL("./worker.ts", import.meta.url), { workerData: channel }),
    );
    for (let round = 0; round < (profile === "smoke" ? 1 : warmUpRounds); round++) runRound(channels);
    return {
      measure({ time }) {
        const first = attempt(time, channels);
        const others = Array.from({ length: attempts - 1 }, () => attempt(time, channels));
        const sorted = [first, ...others].sort((one, other) => one["speed-up"] - other["speed-up"]);
        return sorted[attempts >> 1] ?? first;
      },
      close() {
        for (const { rounds } of channels) {
          Atomics.store(rounds, asked, -1);
          Atomics.notify(rounds, asked);
        }
        for (const worker of workers) worker.unref();
      },
    };
  },
});

/** A round in each worker, one after the other, then in both at once. */
function attempt(time: Stopwatch["time"], channels: readonly Channel[]) {
  let waitingAlone = 0;
  const one = time(channels.length * pairsPerRound, () => {
    let last = 0;
    for (const channel of channels) {
      last = runRound([channel]);
      waitingAlone += longestWait([channel]);
    }
    return last;
  });
  const two = time(channels.length * pairsPerRound, () => runRound(channels));
  return {
    one,
    two,
    "speed-up": one.nanosecondsPerOperation / two.nanosecondsPerOperation,
    waiting: Math.max(waitingAlone / duration(one), longestWait(channels) / duration(two)),
  };
}

function duration({ operations, nanosecondsPerOperation }: Timing): number {
  return operations * nanosecondsPerOperation;
}

/** Lets all workers do a round at once and waits for them. Returns the number of rounds that the last has done. */
function runRound(channels: readonly Channel[]): number {
  for (const { rounds } of channels) {
    Atomics.add(rounds, asked, 1);
    Atomics.notify(rounds, asked);
  }
  let last = 0;
  for (const { rounds } of channels) {
    const target = Atomics.load(rounds, asked);
    while (Atomics.load(rounds, done) !== target) Atomics.wait(rounds, done, target - 1, 60_000);
    last = target;
  }
  return last;
}

function longestWait(channels: readonly Channel[]): number {
  return Math.max(...channels.map(({ waited }) => waited[0] ?? 0));
}
