/** How work went that goes on for long: each fork's time or memory as a short series, and the line that was judged. */
import type { CaseDescription, ForkRecord, Metric, ResultFile } from "@strait/results";
import { median } from "../describe/descriptive.ts";
import { isSample } from "../describe/measurable.ts";
import { memoryLeak } from "../leak/memory-leak.ts";
import { settledReadings } from "../leak/memory-readings.ts";
import type { Interval } from "../verdict/verdict.ts";
import { blockDrift } from "./block-drift.ts";

/** Operations done since the start of the fork, and the metric then, in its unit. */
export type CoursePoint = { readonly operations: number; readonly value: number };

export type SustainedFork = {
  readonly fork: number;
  readonly batches: number;
  /** Medians of equal blocks of batches, each at its middle; at most 60. */
  readonly points: readonly CoursePoint[];
  /** The ends of the fitted line; null when there was too little to fit one. */
  readonly line: readonly [CoursePoint, CoursePoint] | null;
  /**
   * Of a cost: its rise over the fork, as a share of its start. Of memory: bytes per operation. Null without a line.
   */
  readonly slope: number | null;
  readonly interval: Interval | null;
};

export type SustainedSeries = {
  readonly metric: Metric;
  /** What is asked of it; null for a cost of which nothing is asked. */
  readonly question: "leak" | "drift" | null;
  /** Forks that completed, in the order of the file. */
  readonly forks: readonly SustainedFork[];
  /** Index in `forks` of the one whose slope is in the middle; null when none has a slope. */
  readonly typical: number | null;
};

export type SustainedCourse = {
  readonly case: string;
  readonly title: string;
  readonly operationsPerBatch: number;
  readonly series: readonly SustainedSeries[];
};

const mostPoints = 60;

/** One course for every case of the file that goes on for long, in the order of its header. */
export function sustainedCourses({ header, forks }: ResultFile): SustainedCourse[] {
  return header.cases.flatMap((description) => {
    const own = forks.filter((fork) => fork.case === description.name && fork.error === null);
    return description.sustained === undefined ? [] : [courseOf(description, description.sustained, own)];
  });
}

function courseOf(
  { name, title, metrics }: CaseDescription,
  { operationsPerBatch, questions }: NonNullable<CaseDescription["sustained"]>,
  forks: readonly ForkRecord[],
): SustainedCourse {
  const series = metrics.map((metric, index): SustainedSeries => {
    const asked = index === 0 ? "drift" : "leak";
    const question = questions.includes(asked) ? asked : null;
    const taken = forks.flatMap(({ fork, series: all }) =>
      all
        .filter((one) => one.metric === metric.name && one.samples.every(isSample))
        .map(({ samples }) => sustainedFork(fork, samples, { metric, question, operationsPerBatch })),
    );
    return { metric, question, forks: taken, typical: middleBySlope(taken) };
  });
  return { case: name, title, operationsPerBatch, series };
}

function sustainedFork(
  fork: number,
  samples: readonly number[],
  asked: {
    readonly metric: Metric;
    readonly question: "leak" | "drift" | null;
    readonly operationsPerBatch: number;
  },
): SustainedFork {
  const { operationsPerBatch, question, metric } = asked;
  const block = Math.max(1, Math.ceil(samples.length / mostPoints));
  const points = Array.from({ length: Math.ceil(samples.length / block) }, (_, index) => {
    const part = samples.slice(index * block, (index + 1) * block);
    return { operations: (index * block + part.length / 2) * operationsPerBatch, value: median(part) };
  });
  const fitted =
    question === "drift"
      ? driftLine(samples, operationsPerBatch)
      : question === "leak"
        ? leakLine(samples, metric.name === "heap" ? "heap" : "resident", operationsPerBatch)
        : null;
  return { fork, batches: samples.length, points, ...(fitted ?? unfitted) };
}

type Fitted = Pick<SustainedFork, "line" | "slope" | "interval">;
const unfitted: Fitted = { line: null, slope: null, interval: null };

function driftLine(samples: readonly number[], operationsPerBatch: number): Fitted | null {
  const drift = blockDrift(samples);
  if (drift === null) return null;
  const { start, share, interval } = drift;
  const end = { operations: samples.length * operationsPerBatch, value: start * (1 + share) };
  return { line: [{ operations: 0, value: start }, end], slope: share, interval };
}

/** Through the settled readings alone, so the line begins after warm-up. */
function leakLine(
  bytes: readonly number[],
  source: "heap" | "resident",
  operationsPerBatch: number,
): Fitted | null {
  const readings = { source, operationsPerBatch, bytes };
  const { bytesPerOperation: slope, interval } = memoryLeak(readings);
  if (slope === null) return null;
  const { points, batches } = settledReadings(readings);
  const first = (bytes.length - batches + 0.5) * operationsPerBatch;
  const intercept = median(points.map(({ y }) => y)) - slope * median(points.map(({ x }) => x));
  const at = (x: number): CoursePoint => ({ operations: first + x, value: intercept + slope * x });
  return { line: [at(0), at((batches - 1) * operationsPerBatch)], slope, interval };
}

function middleBySlope(forks: readonly SustainedFork[]): number | null {
  const sloped = forks
    .flatMap(({ slope }, index) => (slope === null ? [] : [{ index, slope }]))
    .toSorted((one, other) => one.slope - other.slope);
  return sloped[(sloped.length - 1) >> 1]?.index ?? null;
}
