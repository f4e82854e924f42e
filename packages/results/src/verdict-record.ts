/**
 * The records of what was concluded: a verdict with everything that it was drawn from, so that a reader can draw it again
 * without trusting the program that wrote it.
 */
import { z } from "zod";
import { check, forkRecord, metric, target } from "./record.ts";

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
  /** Every fork of the case. */
  z.strictObject({ kind: z.literal("forks"), forks: z.array(forkHealth) }),
  /** The medians of the forks that completed, one entry for each size, in the unit of the metric. */
  z.strictObject({
    kind: z.literal("fork-medians"),
    metric,
    sizes: z.array(
      z.strictObject({
        size: z.number().positive().nullable(),
        forkMedians: z.array(z.number()),
        emptyBatch: z.number().nullable(),
        warnings: z.array(z.string()),
      }),
    ),
  }),
  /** ln(head / base) of every fork that measured both builds, and ln(control / base) beside it. */
  z.strictObject({
    kind: z.literal("log-ratios"),
    metric,
    head: z.array(z.number()),
    control: z.array(z.number()),
    /** The median cost of the base, and that of its loop without the work, in the unit of the metric. */
    base: z.number().nullable(),
    emptyBatch: z.number().nullable(),
  }),
  /** What the checks of both builds said. */
  z.strictObject({
    kind: z.literal("builds"),
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
  question: z.enum(["checks", "target", "scaling", "change"]),
  target: target.nullable(),
  outcome: z.enum(["holds", "fails", "undecided", "slower", "faster", "same"]),
  /** Of a change: head over base. */
  ratio: z.strictObject({ estimate: z.number(), interval: interval.nullable() }).nullable(),
  sentence: z.string(),
  wouldDecide: z.string().nullable(),
  method: z.string(),
  parameters: z.record(z.string(), z.union([z.number(), z.string()])),
  /** Seed of whatever the method drew at random; null when it draws nothing. */
  seed: z.int().nonnegative().nullable(),
  warnings: z.array(z.string()),
  inputs: verdictInputs,
});
export type VerdictRecord = z.infer<typeof verdictRecord>;
