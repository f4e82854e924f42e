import { foundImports } from "@strait/runtimes/quick-resolution";
import {
  announce,
  type Board,
  complaintOf,
  createBoard,
  mostWorkers,
  place,
  reportOf,
  signalOf,
  waitUntil,
  word,
  writeCall,
} from "./board.ts";
import { type Section, sectionOf, type WorkerReport } from "./section.ts";
import type { WorkerOrder } from "./worker-program.ts";

const program = new URL("./worker-program.ts", import.meta.url);

/** Milliseconds for workers to start, or to end a section beyond its own time. A loaded machine takes seconds. */
const defaultPatience = 30_000;

/** How a section is to be done. */
export type SectionOptions = {
  /** How many take part, from the first; all when missing. */
  readonly workers?: number;
  readonly arguments?: readonly number[];
  /** Operations that every worker must report; any positive number when missing. */
  readonly operationsEach?: number;
  /** Milliseconds after which `stopped()` turns true; never when missing. */
  readonly stopAfter?: number;
  /** Milliseconds after which, or after that, a worker that has not ended is taken to be stuck; 30 s when missing. */
  readonly patience?: number;
};

/** Worker threads that do sections of work at the same time. */
export type Team = {
  readonly size: number;
  /**
   * TIMED: the task, by each worker's own clock. All begin at once, when the last of them is ready; this thread sleeps until
   * the last has ended.
   *
   * @throws Error when a worker throws, does nothing or not what it was asked to, or has not ended in time
   */
  run(task: string, options?: SectionOptions): Section;
};

export type TeamOptions = {
  /** Module whose default export is made with `defineWorker`. */
  readonly module: URL;
  readonly workers: number;
  readonly seed: number;
  /** Sent to every worker. */
  readonly data: unknown;
  /** Takes the result of every worker's work. */
  sink(value: number): void;
  /** Milliseconds that workers may take beyond their time. */
  readonly patience?: number;
};

/**
 * Starts worker threads and waits until each has prepared itself. They do not keep the process alive.
 *
 * @throws Error with the reason of the first that cannot start
 */
export function startTeam({
  module,
  workers,
  seed,
  data,
  sink,
  patience = defaultPatience,
}: TeamOptions): Team & { close(): void } {
  if (!Number.isInteger(workers) || workers < 1 || workers > mostWorkers)
    throw new RangeError(`a team of ${workers} workers; pass a whole number from 1 to ${mostWorkers}`);
  const board = createBoard(workers);
  // Loaded where it is wanted: most cases have no team.
  const { Worker } = process.getBuiltinModule("node:worker_threads");
  const epoch = process.hrtime.bigint();
  const threads = Array.from({ length: workers }, (_, index) => {
    const order: WorkerOrder = {
      ...{ board, module: module.href, index, seed: (seed + index) >>> 0, data, epoch },
      imports: foundImports(),
    };
    const thread = new Worker(program, { workerData: order });
    thread.unref();
    return thread;
  });
  let section = 0;
  let ended = false;
  const close = (): void => {
    ended = true;
    announce(board, word.call, -1);
    for (const thread of threads) void thread.terminate();
  };
  const refuseComplaints = (where: string): void => {
    for (let worker = 0; worker < workers; worker += 1) {
      const complaint = complaintOf(board, worker);
      if (complaint !== "") throw new Error(`worker ${worker} failed ${where}: ${complaint}`);
    }
  };
  try {
    if (!waitUntil(board, word.ready, workers, patience)) {
      throw new Error(`${workers} workers have not all started within ${patience / 1000} s`);
    }
    refuseComplaints("to start");
  } catch (thrown) {
    close();
    throw thrown;
  }
  return {
    size: workers,
    run(task, options = {}) {
      const {
        workers: members = workers,
        arguments: values = [],
        operationsEach,
        stopAfter,
        patience: allowed = patience,
      } = options;
      if (!Number.isInteger(members) || members < 1 || members > workers)
        throw new RangeError(`a section of ${members} workers cannot be done by a team of ${workers}`);
      if (ended) throw new Error("the team has ended");
      section += 1;
      writeCall(board, { task, arguments: values });
      Atomics.store(board.words, word.arrived, 0);
      Atomics.store(board.words, word.ended, 0);
      Atomics.store(board.words, word.stop, 0);
      announce(board, word.call, signalOf(section, members));
      if (stopAfter !== undefined) {
        waitUntil(board, word.begun, section, allowed);
        waitUntil(board, word.ended, members, stopAfter);
        Atomics.store(board.words, word.stop, 1);
      }
      if (!waitUntil(board, word.ended, members, allowed)) {
        Atomics.store(board.words, word.stop, 1);
        refuseComplaints(`in "${task}"`);
        throw new Error(`a worker has not ended "${task}" after ${allowed / 1000} s`);
      }
      refuseComplaints(`in "${task}"`);
      const reports = Array.from({ length: members }, (_, worker) => readReport(board, worker));
      for (const [worker, report] of reports.entries()) {
        refuseIdleness(report, `worker ${worker}`, task, operationsEach);
        sink(report.result);
      }
      return sectionOf(reports);
    },
    close,
  };
}

function readReport(board: Board, worker: number): WorkerReport {
  const report = reportOf(board, worker);
  const at = (index: number): number => report[index] ?? 0;
  const waited = at(place.waited);
  return {
    begin: at(place.begin),
    end: at(place.end),
    waited: Number.isNaN(waited) ? null : waited,
    operations: at(place.operations),
    result: at(place.result),
    figures: [...report.subarray(place.figures, place.figures + at(place.figureCount))],
  };
}

function refuseIdleness(
  { operations }: WorkerReport,
  worker: string,
  task: string,
  wanted: number | undefined,
): void {
  if (!Number.isSafeInteger(operations) || operations < 0)
    throw new Error(`${worker} reports ${operations} operations in "${task}"`);
  if (operations === 0) throw new Error(`${worker} did no work in "${task}": its share is 0`);
  if (wanted !== undefined && operations !== wanted)
    throw new Error(`${worker} did ${operations} operations in "${task}" where ${wanted} were asked for`);
}
