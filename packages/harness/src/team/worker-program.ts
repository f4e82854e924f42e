/** The program of every worker of a team: loads the module of the case, then does sections as they are called. */
import { workerData } from "node:worker_threads";
import { type FoundImport, resolveQuickly } from "@strait/runtimes/quick-resolution";
import { reasonOf } from "../error.ts";
import { createWaitMeter } from "../fork/observe/run-queue.ts";
import {
  announce,
  type Board,
  complain,
  countUp,
  mostFigures,
  place,
  readCall,
  readSignal,
  reportOf,
  word,
} from "./board.ts";
import type { WorkDone, WorkerTask, WorkerTasks } from "./define-worker.ts";

/** What a worker starts with. */
export type WorkerOrder = {
  readonly board: Board;
  readonly module: string;
  readonly index: number;
  readonly seed: number;
  readonly data: unknown;
  /** Of the monotonic clock, in nanoseconds, when the team began. */
  readonly epoch: bigint;
  /** Where imports of the main thread were found. */
  readonly imports: readonly FoundImport[];
};

/** Turns in which a worker looks for the others before it sleeps: some 0.1 ms, more than a wake-up takes. */
const spins = 50_000;

const { board, module, index, seed, data, epoch, imports }: WorkerOrder = workerData;
const { words } = board;
const waited = createWaitMeter();
const report = reportOf(board, index);
let tasks: WorkerTasks = {};

async function load(): Promise<WorkerTasks> {
  // A thread has hooks of its own.
  resolveQuickly(imports);
  const loaded: { default?: unknown } = await import(module);
  if (typeof loaded.default !== "function")
    throw new Error(`${module} has no worker as its default export: export default defineWorker(…)`);
  return loaded.default({ data, index, seed });
}

/** The task of a name. One that is not there fails when it is called, so that nobody waits for this worker to begin. */
function taskOf(name: string): WorkerTask {
  const task = Object.hasOwn(tasks, name) ? tasks[name] : undefined;
  if (task !== undefined) return task;
  return () => {
    throw new Error(`there is no task "${name}" but ${Object.keys(tasks).join(", ")}`);
  };
}

/** Returns when all workers of the section are here: the last one lets the others go, who look out for it meanwhile. */
function meet(section: number, workers: number): void {
  if (countUp(board, word.arrived) === workers) {
    announce(board, word.begun, section);
    return;
  }
  for (let spin = 0; spin < spins; spin += 1) {
    if (Atomics.load(words, word.begun) === section) return;
  }
  while (Atomics.load(words, word.begun) !== section) Atomics.wait(words, word.begun, section - 1);
}

const now = (): bigint => process.hrtime.bigint();

async function perform(section: number, workers: number): Promise<void> {
  const call = readCall(board);
  const view = { arguments: call.arguments, stopped: () => Atomics.load(words, word.stop) !== 0 };
  const task = taskOf(call.task);
  meet(section, workers);
  const waitedBefore = waited?.() ?? Number.NaN;
  const begin = now();
  const outcome = task(view);
  // Most tasks do not need the event loop, whose turn is not their work.
  const done = outcome instanceof Promise ? await outcome : outcome;
  const end = now();
  record(done, begin, end, (waited?.() ?? Number.NaN) - waitedBefore);
}

function record(
  { operations, result, figures = [] }: WorkDone,
  begin: bigint,
  end: bigint,
  wait: number,
): void {
  if (figures.length > mostFigures)
    throw new RangeError(`it reports ${figures.length} figures where ${mostFigures} have room`);
  report[place.begin] = Number(begin - epoch);
  report[place.end] = Number(end - epoch);
  report[place.waited] = wait;
  report[place.operations] = operations;
  report[place.result] = result;
  report[place.figureCount] = figures.length;
  report.set(figures, place.figures);
}

/** Says why, and asks the others to stop: they may wait for what this worker will never do. */
function fail(thrown: unknown): void {
  complain(board, index, reasonOf(thrown));
  announce(board, word.stop, 1);
}

try {
  tasks = await load();
} catch (thrown) {
  fail(thrown);
}
countUp(board, word.ready);
for (let signal = 0; ; ) {
  Atomics.wait(words, word.call, signal);
  signal = Atomics.load(words, word.call);
  if (signal < 0) break;
  const { section, workers } = readSignal(signal);
  if (index >= workers) continue;
  try {
    await perform(section, workers);
  } catch (thrown) {
    fail(thrown);
  }
  countUp(board, word.ended);
}
