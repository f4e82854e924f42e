/**
 * The memory through which the main thread and the workers of a team speak. They block on it, so that neither needs an
 * event loop while a section runs.
 */
export type Board = {
  readonly words: Int32Array<SharedArrayBuffer>;
  /** One row of doubles for each worker. */
  readonly reports: Float64Array<SharedArrayBuffer>;
  /** UTF-8: the call, then a row for each worker's complaint. */
  readonly texts: Uint8Array<SharedArrayBuffer>;
};

/**
 * Places of the board's words, 128 bytes apart: a worker that looks at one of them is not slowed by writes to another, not
 * even through a prefetched neighbour.
 */
export const word = {
  /** The section that was called last, and for how many workers, see {@link signalOf}; negative to end. */
  call: 0,
  /** Workers that are ready to begin the section. */
  arrived: 32,
  /** Number of the section that has begun. */
  begun: 64,
  /** Workers that have ended it. */
  ended: 96,
  /** 1 once the workers are asked to come to an end. */
  stop: 128,
  /** Workers that have started, or failed to. */
  ready: 160,
} as const;

const words = 192;

/** Places of a worker's report. Times are nanoseconds since the team's beginning. */
export const place = {
  begin: 0,
  end: 1,
  /** Nanoseconds that it waited for a processor meanwhile; NaN where the platform does not say. */
  waited: 2,
  operations: 3,
  result: 4,
  figureCount: 5,
  figures: 6,
} as const;

const reportPlaces = 32;

/** Figures that a worker may report besides. */
export const mostFigures: number = reportPlaces - place.figures;

const textBytes = 1024;

export function createBoard(workers: number): Board {
  return {
    words: new Int32Array(new SharedArrayBuffer(4 * words)),
    reports: new Float64Array(new SharedArrayBuffer(8 * reportPlaces * workers)),
    texts: new Uint8Array(new SharedArrayBuffer(textBytes * (workers + 1))),
  };
}

/** The report of a worker, to be read or written. */
export function reportOf(board: Board, worker: number): Float64Array<SharedArrayBuffer> {
  return board.reports.subarray(worker * reportPlaces, (worker + 1) * reportPlaces);
}

/** Workers that a team can have. */
export const mostWorkers = 255;

/**
 * The word that calls the first `workers` workers to a section. One word says both: a worker that is not called may wake late
 * and must not look at anything else, which by then may be another section's.
 */
export function signalOf(section: number, workers: number): number {
  return section * (mostWorkers + 1) + workers;
}

export function readSignal(signal: number): { readonly section: number; readonly workers: number } {
  const workers = signal % (mostWorkers + 1);
  return { section: (signal - workers) / (mostWorkers + 1), workers };
}

/** What the main thread asks for. */
export type Call = { readonly task: string; readonly arguments: readonly number[] };

/** @throws RangeError when the call is longer than the board has room for */
export function writeCall(board: Board, call: Call): void {
  const bytes = new TextEncoder().encode(JSON.stringify(call));
  if (bytes.length >= textBytes)
    throw new RangeError(`a section's call takes ${bytes.length} bytes; pass fewer arguments`);
  writeText(board, 0, bytes);
}

export function readCall(board: Board): Call {
  return JSON.parse(readText(board, 0));
}

/** Says why a worker failed; what does not fit is cut. */
export function complain(board: Board, worker: number, reason: string): void {
  writeText(board, worker + 1, new TextEncoder().encode(reason).subarray(0, textBytes - 1));
}

/** Why a worker failed; empty when it did not. */
export function complaintOf(board: Board, worker: number): string {
  return readText(board, worker + 1);
}

function writeText({ texts }: Board, row: number, bytes: Uint8Array): void {
  texts.set(bytes, row * textBytes);
  texts[row * textBytes + bytes.length] = 0;
}

function readText({ texts }: Board, row: number): string {
  // A copy: the decoder takes no shared memory.
  const bytes = texts.slice(row * textBytes, (row + 1) * textBytes);
  return new TextDecoder().decode(Uint8Array.from(bytes.subarray(0, bytes.indexOf(0))));
}

/**
 * Blocks until a word is `wanted`.
 *
 * @returns whether it came to be within `patience` milliseconds
 */
export function waitUntil({ words }: Board, at: number, wanted: number, patience: number): boolean {
  const deadline = performance.now() + patience;
  for (;;) {
    const seen = Atomics.load(words, at);
    if (seen === wanted) return true;
    const left = deadline - performance.now();
    if (left <= 0) return false;
    Atomics.wait(words, at, seen, left);
  }
}

/** Sets a word and wakes whoever waits for it. */
export function announce({ words }: Board, at: number, value: number): void {
  Atomics.store(words, at, value);
  Atomics.notify(words, at);
}

/** Adds one to a word and wakes whoever waits for it. Returns what it has become. */
export function countUp({ words }: Board, at: number): number {
  const before = Atomics.add(words, at, 1);
  Atomics.notify(words, at);
  return before + 1;
}
