/** What a worker is given when its team is started. */
export type WorkerContext<Data> = {
  /** What the case sent, cloned; shared memory in it is shared. */
  readonly data: Data;
  /** Number of this worker: 0, 1, … */
  readonly index: number;
  /** Seeds every random choice of this worker; another one in every worker and fork. */
  readonly seed: number;
};

/** A section of work, as a worker sees it. */
export type WorkerSection = {
  readonly arguments: readonly number[];
  /**
   * Whether to come to an end: the time is over, or another worker has failed. One read of shared memory that nobody writes
   * meanwhile. Work without end, or that waits for another worker, must ask again and again.
   */
  stopped(): boolean;
};

/** What a worker did in a section. */
export type WorkDone = {
  /** Operations that it did itself. A worker that did none fails the section. */
  readonly operations: number;
  /** Depends on all of them. */
  readonly result: number;
  /** What else it counted, at most 26 numbers. */
  readonly figures?: readonly number[];
};

/** TIMED by the clock of the worker, from call to return, or until its promise is settled. */
export type WorkerTask = (section: WorkerSection) => WorkDone | Promise<WorkDone>;

/** The tasks of a started worker, by name. */
export type WorkerTasks = Readonly<Record<string, WorkerTask>>;

/** What a worker's module has as its default export. */
export type WorkerDefinition<Data = never> = (context: WorkerContext<Data>) => WorkerTasks;

/**
 * The work of one thread of a team; the default export of the module that a parallel case names.
 *
 * @param start not timed: prepares the worker, once in every fork
 * @example
 * export default defineWorker<{ numbers: Float64Array<SharedArrayBuffer> }>(({ data }) => ({
 *   sum({ arguments: [rounds = 1] }) {
 *     let result = 0;
 *     for (let round = 0; round < rounds; round++) for (const number of data.numbers) result += number;
 *     return { operations: rounds * data.numbers.length, result };
 *   },
 * }));
 */
export function defineWorker<Data>(start: WorkerDefinition<Data>): WorkerDefinition<Data> {
  return start;
}
