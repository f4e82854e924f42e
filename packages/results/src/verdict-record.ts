/**
 * The records of what was concluded: a verdict with everything that it was drawn from, so that a reader can draw it again
 * without trusting the program that wrote it.
 */
import { z } from "zod";
import { check, forkRecord, ledgerReadings, metric, target } from "./record.ts";

/** Version of the records of verdicts. A file with another version is refused. */
export const verdictVersion = 1;

/** The first record of a file of verdicts. */
export const verdictHeaderRecord = z.strictObject({
  record: z.literal("verdict-header"),
  schemaVersion: z.literal(verdictVersion),
  scenario: z.string(),
  /** Name of the result file beside this one, and the run that it is of. */
  resultFile: z.string(),
  run: z.string(),
});
export type VerdictHeaderRecord = z.infer<typeof verdictHeaderRecord>;

/** What happened in a fork, as far as it concerns whether the work was right. */
const forkHealth = forkRecord.pick({
  fork: true,
  error: true,
  checks: true,
  warnings: true,
  durationMilliseconds: true,
  probes: true,
});

const interval = z.strictObject({ low: z.number(), high: z.number(), confidence: z.number() });

/** What a verdict was drawn from. */
export const verdictInputs = z.discriminatedUnion("kind", [
  /** Every fork of the case, and what its times cost beside nothing. */
  z.strictObject({
    kind: z.literal("forks"),
    forks: z.array(forkHealth),
    costs: z.array(z.strictObject({ metric, median: z.number(), emptyBatch: z.number().nullable() })),
  }),
  /** The batches of every completed fork of a case that goes on for long, in the order of time. */
  z.strictObject({
    kind: z.literal("batches"),
    metric,
    operationsPerBatch: z.int().positive(),
    forks: z.array(z.array(z.number())),
  }),
  /** What the ledgers of one place counted, for every completed fork of a case that keeps some there. */
  z.strictObject({
    kind: z.literal("ledgers"),
    place: z.string(),
    forks: z.array(z.array(ledgerReadings)),
  }),
  /** The medians of the forks that completed, one entry for each size, in the unit of the metric. */
  z.strictObject({
    kind: z.literal("fork-medians"),
    metric,
    sizes: z.array(
      z.strictObject({
        size: z.number().positive().nullable(),
        forkMedians: z.array(z.number()),
        emptyBatch: z.number().nullable(),
        /** Share of the samples that had to wait for a processor. */
        disturbedShare: z.number().nullable(),
        warnings: z.array(z.string()),
      }),
    ),
  }),
  /** A metric of two builds, fork by fork; forks that did not measure it are missing. */
  z.strictObject({
    kind: z.literal("builds"),
    metric,
    forks: z.array(
      z.strictObject({
        fork: z.int().nonnegative(),
        /** The median cost of the base, or what it counted, in the unit of the metric. */
        base: z.number(),
        /** ln(head / base) and ln(control / base); null where a count of zero has no ratio. */
        head: z.number().nullable(),
        control: z.number().nullable(),
        /** What the head counted, in the unit of the metric; null for what is timed. */
        headCount: z.number().nullable(),
      }),
    ),
    emptyBatch: z.number().nullable(),
  }),
  /** What the checks of all builds said, in every fork of the case. */
  z.strictObject({
    kind: z.literal("build-checks"),
    forks: z.array(
      z.strictObject({
        fork: z.int().nonnegative(),
        error: z.string().nullable(),
        base: z.array(check),
        head: z.array(check),
        control: z.array(check),
      }),
    ),
  }),
]);
export type VerdictInputs = z.infer<typeof verdictInputs>;

export const verdictRecord = z.strictObject({
  record: z.literal("verdict"),
  scenario: z.string(),
  case: z.string(),
  /** Null when the verdict is about the case as a whole. */
  metric: z.string().nullable(),
  question: z.enum(["checks", "target", "scaling", "change", "leak", "drift"]),
  target: target.nullable(),
  outcome: z.enum(["holds", "fails", "undecided", "slower", "faster", "more", "fewer", "same"]),
  /** Of a change: what the head costs, as a multiple of what the base does. Null for what is no change. */
  ratio: z.strictObject({ estimate: z.number(), interval: interval.nullable() }).nullable(),
  sentence: z.string(),
  wouldDecide: z.string().nullable(),
  method: z.string(),
  parameters: z.record(z.string(), z.union([z.number(), z.string()])),
  /** Seed of the run that measured the inputs: of their content, and of the order of the work. No method draws any. */
  seed: z.int().nonnegative(),
  warnings: z.array(z.string()),
  inputs: verdictInputs,
});
export type VerdictRecord = z.infer<typeof verdictRecord>;
