import { Worker } from "node:worker_threads";
import { phaseCase, type Stopwatch, type Timing } from "@strait/harness";
import { goalsOf } from "../../catalogue.ts";
import { asked, type Channel, createChannel, done, pairsPerRound } from "./channel.ts";

const warmUpRounds = 20;

/** Rounds that are tried for one in which no worker had to wait for a processor. */
const attempts = 10;

/** A wait of less than this share of a round does not change its time by more than the interval. */
const quietShare = 0.02;

/** The same work in one worker and in two at once; by wall time, because waiting for each other must count. */
export const twoWorkers = phaseCase({
  name: "two-workers",
  title: "Two workers with own arenas",
  description:
    "Allocates and frees price ticks in one worker, then in two at once, each in its own arena, by wall time. Of ten rounds the one counts in which the workers waited least for a processor.",
  metrics: {
    one: { title: "one worker", operation: "pair" },
    two: { title: "two workers", operation: "pair" },
    "speed-up": {
      title: "one worker / two workers",
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
        let best = attempt(time, channels);
        for (let tried = 1; tried < attempts && best.waiting > quietShare; tried++) {
          const next = attempt(time, channels);
          if (next.waiting < best.waiting) best = next;
        }
        return best;
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

/** One round in one worker, then one in both. */
function attempt(time: Stopwatch["time"], channels: readonly Channel[]) {
  const first = channels.slice(0, 1);
  const one = time(pairsPerRound, () => runRound(first));
  const aloneWaiting = longestWait(first) / duration(one);
  const two = time(2 * pairsPerRound, () => runRound(channels));
  return {
    one,
    two,
    "speed-up": one.nanosecondsPerOperation / two.nanosecondsPerOperation,
    waiting: Math.max(aloneWaiting, longestWait(channels) / duration(two)),
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
