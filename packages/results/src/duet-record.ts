/**
 * The records of a duet: two builds, and a second copy of the first as control, measured in the same processes. A duet
 * file holds a header, a record per fork and case, and the verdicts drawn from them.
 */
import { z } from "zod";
import { caseDescription, check, environment, forkRecord, headerRecord } from "./record.ts";

/** Version of the records of a duet. A file with another version is refused. */
export const duetVersion = 1;

/** The builds of a duet. "control" is "base" once more, so that what differs between the two is noise. */
export const buildName = z.enum(["base", "head", "control"]);
export type BuildName = z.infer<typeof buildName>;

/** One value for each build. */
function perBuild<Value extends z.ZodType>(value: Value) {
  return z.strictObject({ base: value, head: value, control: value });
}

/** What was compared: as it was asked for, its commit when it is one, and its add-on in each scenario that has one. */
export const build = z.strictObject({
  label: z.string().min(1),
  commit: z.string().nullable(),
  addons: z.array(z.strictObject({ scenario: z.string(), addon: environment.shape.addon.unwrap() })),
});
export type BuildDescription = z.infer<typeof build>;

/** A scenario's cases that were compared, and those that were not. */
export const comparedScenario = z.strictObject({
  ...headerRecord.shape.scenario.shape,
  cases: z.array(caseDescription),
  skipped: z.array(z.strictObject({ case: z.string(), reason: z.string().min(1) })),
});
export type ComparedScenario = z.infer<typeof comparedScenario>;

export const duetHeaderRecord = z.strictObject({
  record: z.literal("duet-header"),
  schemaVersion: z.literal(duetVersion),
  run: headerRecord.shape.run,
  environment: environment.omit({ addon: true }),
  base: build,
  head: build,
  scenarios: z.array(comparedScenario).min(1),
});
export type DuetHeaderRecord = z.infer<typeof duetHeaderRecord>;

/**
 * Samples of one metric inside one fork, in time order and in the metric's unit. Times come in rounds: each build has two
 * samples of every round, at places that mirror each other. What is counted has one sample for each build.
 */
export const duetSeries = z.strictObject({
  metric: z.string(),
  sampler: z.enum(["batches", "phases", "count"]),
  samples: perBuild(z.array(z.number().nonnegative()).min(1)),
  /** The cost of the timed loop without its work, in the metric's unit; null where there is no such thing. */
  emptyBatch: z.number().nonnegative().nullable(),
});
export type DuetSeries = z.infer<typeof duetSeries>;

export const duetForkRecord = z.strictObject({
  record: z.literal("duet-fork"),
  scenario: z.string(),
  ...forkRecord.pick({
    case: true,
    fork: true,
    startedAt: true,
    durationMilliseconds: true,
    error: true,
    warnings: true,
    probes: true,
  }).shape,
  /** What times are of: the thread's time on a processor, or the wall's; null when nothing was measured. */
  clock: z.enum(["thread", "wall"]).nullable(),
  /** The order in which the builds were loaded and started. */
  loadOrder: z.array(buildName).length(3),
  series: z.array(duetSeries),
  /** Empty for a fork that ended before it verified anything. */
  checks: perBuild(z.array(check)),
  /** Fold of everything that the measured work of each build returned. */
  resultChecksum: perBuild(z.string().nullable()),
});
export type DuetForkRecord = z.infer<typeof duetForkRecord>;
