import { readdirSync, readFileSync } from "../fork/file-system.ts";
import { isFaster } from "../fork/until-no-faster.ts";

/** How patient a warm-up is. */
export type Patience = {
  /** Milliseconds of work in a spell. */
  readonly work: number;
  /** Spells after which work that got no faster in all their time counts as compiled; fewer where one call takes several. */
  readonly spells: number;
};

/**
 * Spells of work of which one call takes longer than all of them: whatever it does it has done often by then. Five in place of
 * two left the figures of crossings of a mebibyte where they are.
 */
const fewestSpells = 2;

const untilNothingComes: Patience = { work: 4, spells: 12 };

/** Milliseconds of rest, and how often it is prolonged while other threads of the process have something to do. */
const rest = 2;
const mostRests = 250;

/**
 * V8 gives a function to its last compiler after 15,000 to 20,000 calls, however quick they are. In code of the compiler
 * before, an exchange of 100 numbers takes three times as long, and so many calls more than 25 ms.
 */
const callsUntilCompiled = 25_000;

/** Milliseconds: work that takes longer for so many calls is not waited for. */
const mostForCalls = 75;

const never = new Int32Array(new SharedArrayBuffer(4));

/**
 * Runs work until it gets no faster, so that measuring does not begin in the interpreter. After each spell it rests
 * until the engine's other threads have compiled what they were given: on a busy machine they would otherwise still be
 * waiting for a processor when all is over. How long it takes to compile something depends on how often it ran, so no time
 * is long enough for everything: 6 ms left an exchange of 100 numbers at seventeen times its cost. A function may stay as it
 * is for 20 ms of work before it gets twice as fast. Work of a few microseconds is called often enough for any compiler.
 *
 * @param run a millisecond of work at most
 * @example warmUp(() => JSON.parse('{"warm": true}'))
 */
export function warmUp(run: () => void, { work, spells }: Patience = untilNothingComes): void {
  let best = Number.POSITIVE_INFINITY;
  let [calls, spellsSince, workSince] = [0, 0, 0];
  const counted = () => {
    calls++;
    run();
  };
  const awaitsCompiler = () => calls < callsUntilCompiled && best * callsUntilCompiled < mostForCalls;
  const isSteady = () => spellsSince >= Math.min(spells, fewestSpells) && workSince >= work * spells;
  while (!isSteady() || awaitsCompiler()) {
    const begin = performance.now();
    const fastest = fastestWithin(work, counted);
    if (isFaster(fastest, best)) {
      best = fastest;
      [spellsSince, workSince] = [0, 0];
    }
    spellsSince += 1;
    workSince += performance.now() - begin;
    for (let rests = 0; rests < mostRests && othersAreBusy(); rests++) Atomics.wait(never, 0, 0, rest);
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
