import { readdirSync, readFileSync } from "node:fs";

/** Spells without getting faster after which work counts as compiled. */
const patience = 12;

/** Milliseconds of work in a spell. */
const work = 4;

/** Milliseconds of rest, and how often it is prolonged while other threads of the process have something to do. */
const rest = 2;
const mostRests = 250;

/** A time counts as faster only by this factor, so that chance does not prolong the wait. */
const fasterFactor = 0.9;

const never = new Int32Array(new SharedArrayBuffer(4));

/**
 * Runs work until it gets no faster, so that measuring does not begin in the interpreter. After each spell it rests
 * until the engine's other threads have compiled what they were given: on a busy machine they would otherwise still be
 * waiting for a processor when all is over.
 */
export function warmUp(run: () => void): void {
  let best = Number.POSITIVE_INFINITY;
  for (let spell = 0; spell < patience; spell++) {
    const fastest = fastestWithin(work, run);
    if (fastest < best * fasterFactor) {
      best = fastest;
      spell = 0;
    }
    let rests = 0;
    do Atomics.wait(never, 0, 0, rest);
    while (rests++ < mostRests && othersAreBusy());
  }
}

function fastestWithin(milliseconds: number, run: () => void): number {
  const end = performance.now() + milliseconds;
  let fastest = Number.POSITIVE_INFINITY;
  for (let begin = performance.now(); begin < end; begin = performance.now()) {
    run();
    fastest = Math.min(fastest, performance.now() - begin);
  }
  return fastest;
}

/** Whether a thread of this process other than the main one runs or waits for a processor, where Linux tells. */
function othersAreBusy(): boolean {
  try {
    return readdirSync("/proc/self/task").some(
      (thread) => Number(thread) !== process.pid && stateOf(thread) === "R",
    );
  } catch {
    return false;
  }
}

/** The state of a thread (proc_pid_stat(5), field 3): it follows the name in brackets. */
function stateOf(thread: string): string | undefined {
  const stat = readFileSync(`/proc/self/task/${thread}/stat`, "utf8");
  return stat.slice(stat.lastIndexOf(")") + 2)[0];
}
