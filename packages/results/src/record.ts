/**
 * The record format: what one line of a result file may hold.
 *
 * A result file is JSON Lines, one file per scenario and platform: a header, then one record per fork and case.
 * Every line carries the CRC-32 of its own content, so a torn or altered line is noticed.
 */
import { z } from "zod";
import { allocation, observation } from "./observation.ts";

/** Version of the record format. A file with another version is refused. */
export const schemaVersion = 6;

/** What a sample counts. Times are always nanoseconds per operation, however they are shown. */
export const unit = z.enum(["nanoseconds/operation", "bytes", "bytes/operation", "count"]);
export type Unit = z.infer<typeof unit>;

/**
 * What a metric is held against. A rate target on a time metric compares `1e9 / median` with `value`.
 * `name` is short ("floor", "goal"); `source` says who asked for it, in words for the reader.
 */
export const target = z.strictObject({
  name: z.string().min(1),
  source: z.string(),
  comparison: z.enum(["atLeast", "atMost"]),
  value: z.number().positive(),
  unit: z.enum(["operations/second", "nanoseconds/operation", "bytes", "bytes/operation", "count"]),
});
export type Target = z.infer<typeof target>;

/** One quantity that a case yields. `operation` names what is counted: "allocation", "field read". */
export const metric = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  title: z.string().min(1),
  operation: z.string().min(1),
  unit,
  targets: z.array(target),
  /** Present when the metric is taken at several sizes: what the size counts. */
  size: z.strictObject({ title: z.string(), unit: z.string() }).optional(),
});
export type Metric = z.infer<typeof metric>;

const word = z.string().regex(/^[a-z0-9][a-z0-9-]*$/);
const titled = z.strictObject({ name: word, title: z.string().min(1) });

/**
 * The same work done in several ways, as a table: a row for each contender, a column for each kind or size of work. Every
 * cell is a metric of the case, or says why there is none. Contenders are held against the baseline of their column.
 */
export const comparison = z.strictObject({
  baseline: word,
  contenders: z.array(titled).min(2),
  /** With the bytes that one operation moves, where a time stands for a bandwidth. */
  columns: z.array(titled.extend({ bytes: z.int().positive().optional() })).min(1),
  cells: z.array(z.strictObject({ contender: word, column: word, metric: z.string() })),
  unavailable: z.array(z.strictObject({ contender: word, column: word, reason: z.string().min(1) })),
});
export type Comparison = z.infer<typeof comparison>;

/** What is asked of work that goes on for long: whether memory grows, whether the cost rises. */
export const sustainedQuestion = z.enum(["leak", "drift"]);
export type SustainedQuestion = z.infer<typeof sustainedQuestion>;

/**
 * Work that goes on for long: the samples are batches of so many operations. For the question "leak" the case has two
 * more metrics, "heap" and "resident": bytes at each reading.
 */
export const sustained = z.strictObject({
  operationsPerBatch: z.int().positive(),
  /** After how many batches memory is read; after every one when missing. */
  batchesPerReading: z.int().positive().optional(),
  questions: z.array(sustainedQuestion).min(1),
});
export type Sustained = z.infer<typeof sustained>;

/** The description of a case, as the header carries it. */
export const caseDescription = z
  .strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
    title: z.string().min(1),
    description: z.string(),
    metrics: z.array(metric).min(1),
    comparison: comparison.optional(),
    sustained: sustained.optional(),
    /** Worker threads that do its work; missing when the thread that measures does it itself. */
    workers: z.int().positive().optional(),
    /** Present when what it counts is another from fork to fork, such as resident memory. */
    varies: z.literal(true).optional(),
  })
  .refine(isWholeComparison, "a comparison names a contender, column or metric that is not there");
export type CaseDescription = z.infer<typeof caseDescription>;

function isWholeComparison(described: {
  readonly metrics: readonly Metric[];
  readonly comparison?: Comparison | undefined;
}): boolean {
  const { metrics, comparison: table } = described;
  if (table === undefined) return true;
  const names = (list: readonly { readonly name: string }[]) => new Set(list.map(({ name }) => name));
  const [known, contenders, columns] = [names(metrics), names(table.contenders), names(table.columns)];
  const isPlaced = (cell: { readonly contender: string; readonly column: string }) =>
    contenders.has(cell.contender) && columns.has(cell.column);
  return (
    contenders.has(table.baseline) &&
    table.cells.every((cell) => known.has(cell.metric) && isPlaced(cell)) &&
    table.unavailable.every(isPlaced)
  );
}

/** What the machine and the build were. `null` means: this platform does not say. */
export const environment = z.strictObject({
  platform: z.string(),
  cpuModel: z.string(),
  cores: z.int().positive(),
  memoryBytes: z.int().positive(),
  governor: z.string().nullable(),
  kernel: z.string(),
  /** What the forks ran on. */
  runtime: z.strictObject({ name: z.string(), version: z.string(), engine: z.string() }),
  /** What the runtime or the system does not say of a fork, each with the reason; missing when it says everything. */
  unavailable: z.array(z.strictObject({ what: z.string().min(1), reason: z.string().min(1) })).optional(),
  /** Name, file hash and layout hash of the add-on under test, when the scenario has one. */
  addon: z.strictObject({ name: z.string(), fileHash: z.string(), layoutHash: z.string() }).nullable(),
});
export type Environment = z.infer<typeof environment>;

export const headerRecord = z.strictObject({
  record: z.literal("header"),
  schemaVersion: z.literal(schemaVersion),
  scenario: z.strictObject({
    name: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
    title: z.string(),
    description: z.string(),
  }),
  run: z.strictObject({
    id: z.string().min(1),
    startedAt: z.iso.datetime(),
    profile: z.enum(["smoke", "quick", "full"]),
    seed: z.int().nonnegative(),
    forks: z.int().positive(),
    /** Present when a case whose interval is wide may have more forks than the others: how many at most. */
    mostForks: z.int().positive().optional(),
    /** Present when a case that is only counted or checked has fewer forks than the others: how many. */
    countForks: z.int().positive().optional(),
    /** Forks of sustained cases, where there are fewer. */
    sustainedForks: z.int().positive().optional(),
    commit: z.strictObject({ id: z.string(), dirty: z.boolean() }).nullable(),
  }),
  environment,
  cases: z.array(caseDescription).min(1),
});
export type HeaderRecord = z.infer<typeof headerRecord>;

/** Samples of one metric (at one size) inside one fork, in time order. */
export const series = z.strictObject({
  metric: z.string(),
  size: z.number().positive().nullable(),
  sampler: z.enum(["benchmark.js", "phases", "sustained", "count"]),
  operationsPerSample: z.int().positive(),
  samples: z.array(z.number().nonnegative()).min(1),
  /** The same batch without its work, nanoseconds per operation; null where there is no such thing. */
  emptyBatch: z.number().nonnegative().nullable(),
  /**
   * Which samples, by their index, had to wait for a processor for more than a hundredth of their time. Null where the
   * platform does not say, or nothing was timed.
   */
  disturbed: z.array(z.int().nonnegative()).nullable(),
  /**
   * Which samples, by their index, were taken while the processor was slow: during them a fixed piece of work took more than
   * 1.2 times `fastestPaceNanoseconds`, which is what a neighbour on the same core does. Missing where nobody looked.
   */
  slowed: z.array(z.int().nonnegative()).optional(),
  /** JavaScript objects that the work made; null where the engine does not say, or nothing was timed. */
  allocation: allocation.nullable(),
});
export type Series = z.infer<typeof series>;

/** Something that was verified, not timed. A failed check fails the run. */
export const check = z.strictObject({ name: z.string(), passed: z.boolean(), detail: z.string() });
export type Check = z.infer<typeof check>;

/** Exact counts of what lives of one type. One below zero is recorded as it was read: more was freed than made. */
export const ledgerCounts = z.strictObject({
  type: z.string().min(1),
  liveMessages: z.int(),
  /** Bytes of the blocks of those messages. */
  messageBytes: z.int(),
  /** Blocks of data that they own, and their bytes. */
  dataBlocks: z.int(),
  dataBytes: z.int(),
});
export type LedgerCounts = z.infer<typeof ledgerCounts>;

/** What a ledger counted in the course of work that should leave everything as it found it. */
export const ledgerReadings = z.strictObject({
  /** Where that is counted: "Arena", "Rust heap". */
  place: z.string().min(1),
  /** What was done between the readings, in the plural: "cycles of orders". */
  work: z.string().min(1),
  /** In the order of time; a type of which nothing lives may be missing. */
  readings: z
    .array(z.strictObject({ operations: z.int().nonnegative(), counts: z.array(ledgerCounts) }))
    .min(1),
});
export type LedgerReadings = z.infer<typeof ledgerReadings>;

export const forkRecord = z.strictObject({
  record: z.literal("fork"),
  case: z.string(),
  fork: z.int().nonnegative(),
  startedAt: z.iso.datetime(),
  durationMilliseconds: z.number().nonnegative(),
  /** Null when the fork completed; otherwise what went wrong, in a sentence. */
  error: z.string().nullable(),
  /** Present when the runtime or the machine cannot do what the case is about, so that nothing was measured: why. */
  unavailable: z.string().min(1).optional(),
  series: z.array(series),
  checks: z.array(check),
  /** Present when the case keeps ledgers. */
  ledgers: z.array(ledgerReadings).optional(),
  warnings: z.array(z.string()),
  /** What a run of this profile leaves out, in sentences: no reason to doubt the figures. Present when there is any. */
  notes: z.array(z.string()).optional(),
  /** Fold of everything that the batches returned: proof that work was done. */
  resultChecksum: z.string().nullable(),
  probes: z.strictObject({
    /** Time spent runnable but not running since the fork's turn came: the machine's disturbance. */
    runQueueWaitNanoseconds: z.number().nonnegative().nullable(),
    peakResidentBytes: z.int().nonnegative().nullable(),
    /** The fastest that a fixed piece of work was in this fork. Missing where nobody looked. */
    fastestPaceNanoseconds: z.number().positive().optional(),
  }),
  observation,
});
export type ForkRecord = z.infer<typeof forkRecord>;

/** A whole file, read and checked. A torn last line, dropped on reading, is among the warnings. */
export type ResultFile = {
  readonly path: string;
  readonly header: HeaderRecord;
  readonly forks: readonly ForkRecord[];
  readonly warnings: readonly string[];
};
