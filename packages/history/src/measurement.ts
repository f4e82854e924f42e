import { z } from "zod";

const text = z.string().min(1).max(1000);
const figure = z.number().refine((value) => Math.abs(value) <= 1e100, "expected a number up to 1e100");

/**
 * What makes measurements one series. The machine is a fingerprint of its hardware, the runtime a name with its major
 * version: where one of them changes, figures are not comparable, and another series begins.
 */
export const seriesKey = z.strictObject({
  scenario: text,
  case: text,
  metric: text,
  /** What a sized metric was taken at; null when it has no size. */
  size: z.number().positive().nullable(),
  branch: text,
  machine: text,
  runtime: text,
});
export type SeriesKey = z.infer<typeof seriesKey>;

/** One figure of one run: the point of a series. */
export const measurement = z.strictObject({
  key: seriesKey,
  /** As it was recorded: "nanoseconds/operation", or whatever another tool calls it. */
  unit: z.string().max(100),
  /** Which way is good; null when the source does not say. */
  better: z.enum(["lower", "higher"]).nullable(),
  /** The same run gives a series one point, however often it is added. */
  run: text,
  /** Null when the results were taken outside of version control. */
  commit: text.nullable(),
  /** Whether files differed from the commit. */
  dirty: z.boolean(),
  /** Milliseconds since 1970: of the commit where it is known, else of the run. Points are ordered by it. */
  at: z.int().min(0).max(8.64e15),
  value: figure,
  /** The interval of the value, where the source gives one. */
  low: figure.nullable(),
  high: figure.nullable(),
});
export type Measurement = z.infer<typeof measurement>;

/** A series as the history lists it. */
export type Series = SeriesKey & {
  /** Its number in this history. */
  readonly id: number;
  readonly unit: string;
  readonly better: "lower" | "higher" | null;
};

/** A point as it is read back, oldest first. */
export type Point = Pick<Measurement, "run" | "commit" | "dirty" | "at" | "value" | "low" | "high">;
