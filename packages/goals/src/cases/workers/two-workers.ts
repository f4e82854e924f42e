import { Worker } from "node:worker_threads";
import { type ProfileName, phaseCase, type Stopwatch } from "@strait/harness";
import { goalsOf } from "../../catalogue.ts";
import {
  asked,
  type Channel,
  createChannel,
  done,
  operationsPerRound,
  type Work,
  work,
  works,
} from "./channel.ts";

const warmUpRounds = 20;

/** Attempts in which both workers had a processor that make a sample, and attempts that it may take; `smoke` times nothing. */
const wanted = 7;
const mostAttempts = (profile: ProfileName) => (profile === "smoke" ? 1 : 21);

/** What workers that only compute gain when each has a processor, or almost. */
const undisturbed = 1.95;

/**
 * The same work in two workers one after the other, and in both at once; by wall time, because waiting for each other must
 * count. Both run alone too, because V8's code for the one may be a fifth slower than for the other.
 */
export const twoWorkers = phaseCase({
  name: "two-workers",
  title: "Two workers with own arenas",
  description:
    "Allocates and frees price ticks in two workers one after the other, then at once, each in its own arena, by wall time. Just before, the workers only compute, which no arena can slow down: of the rounds before which that was 1.95 times as fast or more, the one with the middle speed-up counts. The others tell of the machine: of programs beside, or of a host that has one core for two processors.",
  metrics: {
    one: { title: "one worker at a time", operation: "pair" },
    two: { title: "two workers at once", operation: "pair" },
    "speed-up": {
      title: "one at a time / two at once",
      operation: "ratio",
      unit: "count",
      targets: goalsOf("two-workers").map(({ target }) => target),
    },
    withheld: {
      title: "what workers that only compute gain less than twice",
      operation: "ratio",
      unit: "count",
    },
  },
  start({ profile }) {
    const channels = [createChannel(), createChannel()];
    const workers = channels.map(
      (channel) => new Worker(new URL("./worker.ts", import.meta.url), { workerData: channel }),
    );
    for (let round = 0; round < (profile === "smoke" ? 1 : warmUpRounds); round++) {
      runRound(channels, "pairs");
      runRound(channels, "sums");
    }
    return {
      measure({ time }) {
        const tried: (Attempt & { readonly machine: number })[] = [];
        const isUndisturbed = ({ machine }: { readonly machine: number }) => machine >= undisturbed;
        while (tried.filter(isUndisturbed).length < wanted && tried.length < mostAttempts(profile)) {
          const machine = attempt(time, channels, "sums")["speed-up"];
          tried.push({ machine, ...attempt(time, channels, "pairs") });
        }
        const good = tried.filter(isUndisturbed);
        const { machine, ...sample } = middle(good.length > 0 ? good : tried);
        return { ...sample, withheld: Math.max(0, channels.length - machine) };
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

type Attempt = ReturnType<typeof attempt>;

/** A round in each worker, one after the other, then in both at once. */
function attempt(time: Stopwatch["time"], channels: readonly Channel[], what: Work) {
  const operations = channels.length * operationsPerRound[what];
  const one = time(operations, () => channels.reduce((sum, channel) => sum + runRound([channel], what), 0));
  const two = time(operations, () => runRound(channels, what));
  return { one, two, "speed-up": one.nanosecondsPerOperation / two.nanosecondsPerOperation };
}

/** The attempt with the middle speed-up; of two in the middle, the lower. */
function middle<One extends Attempt>(tried: readonly One[]): One {
  const sorted = tried.toSorted((one, other) => one["speed-up"] - other["speed-up"]);
  const found = sorted[(tried.length - 1) >> 1];
  if (found === undefined) throw new Error("nothing was attempted");
  return found;
}

/** Lets all workers do a round at once and waits for them. Returns the number of rounds that the last has done. */
function runRound(channels: readonly Channel[], what: Work): number {
  for (const { rounds } of channels) {
    Atomics.store(rounds, work, works[what]);
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
