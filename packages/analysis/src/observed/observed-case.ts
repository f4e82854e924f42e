/** What the probes saw of a case, told by all of its forks, or by the one in the middle where only one can be shown. */
import type { Collections, ForkRecord, PhaseObservation, ResultFile, Timeline } from "@strait/results";
import { median } from "../describe/descriptive.ts";
import { type MemoryPoint, thinned } from "./thinned-timeline.ts";

/** What a case says of its own memory while it runs: the bytes alive in it, or those held for them. */
export type ToldCourse = {
  readonly quantity: "live bytes" | "held bytes";
  /** How often the case told of it. */
  readonly readings: number;
  /** Milliseconds since the turn of the fork came, lowest and highest bytes from there to the next point; at most 90. */
  readonly points: readonly MemoryPoint[];
};

/** The resident memory of one fork from when its turn came to the end of its process. */
export type MemoryCourse = {
  /** The fork whose highest reading is the median of those of all forks (the lower one of two). */
  readonly fork: number;
  /** Forks that were watched. */
  readonly watched: number;
  /** How often the memory of this fork was read. */
  readonly readings: number;
  /** Milliseconds since its turn came, lowest and highest bytes from there to the next point; at most 90. */
  readonly points: readonly MemoryPoint[];
  readonly phases: readonly PhaseObservation[];
  /** What the same fork told of its own memory: held before live; empty where a case tells nothing. */
  readonly told: readonly ToldCourse[];
};

/** Collections of one kind while a fork measured. */
export type Pauses = {
  /** Median over the forks. */
  readonly count: number;
  /** Milliseconds of all together: median over the forks. */
  readonly milliseconds: number;
  /** Milliseconds of the median collection: median over the forks that had one. Null where none had, or none says. */
  readonly typical: number | null;
  /** Milliseconds of the longest in any fork; null where there was none. */
  readonly longest: number | null;
};

/** Null is what no fork says. */
export type ObservedCase = {
  readonly case: string;
  /** Forks that completed; of the others nothing is told but their memory over time. */
  readonly completed: number;
  readonly memory: MemoryCourse | null;
  readonly collections: { readonly minor: Pauses; readonly major: Pauses } | null;
  readonly eventLoop: {
    /** Share of the time in which it was not idle: median over the forks. */
    readonly utilization: number;
    /** Milliseconds: medians over the forks, and the longest in any. Null when no timer had a chance to fire. */
    readonly delay: { readonly median: number; readonly p99: number; readonly longest: number } | null;
  } | null;
  /** Share of the time of measuring in which some task of the machine waited for a processor: median over the forks. */
  readonly processorPressure: number | null;
};

/** What was seen of each case of a file, in the order of its header. */
export function observedCases({ header, forks }: ResultFile): ObservedCase[] {
  return header.cases.map(({ name }) =>
    observedCase(
      name,
      forks.filter((fork) => fork.case === name),
    ),
  );
}

function observedCase(name: string, forks: readonly ForkRecord[]): ObservedCase {
  const observations = forks.filter(({ error }) => error === null).map(({ observation }) => observation);
  const collections = observations.flatMap((one) => one.collections ?? []);
  const eventLoops = observations.flatMap((one) => one.eventLoop ?? []);
  const delays = eventLoops.flatMap(({ delay }) => delay ?? []);
  const pressures = observations.flatMap((one) => one.processorPressure ?? []);
  return {
    case: name,
    completed: observations.length,
    memory: memoryCourse(forks),
    collections:
      collections.length === 0
        ? null
        : { minor: pausesOf(collections, "minor"), major: pausesOf(collections, "major") },
    eventLoop:
      eventLoops.length === 0
        ? null
        : {
            utilization: median(eventLoops.map(({ utilization }) => utilization)),
            delay:
              delays.length === 0
                ? null
                : {
                    median: median(delays.map((delay) => delay.median)),
                    p99: median(delays.map(({ p99 }) => p99)),
                    longest: Math.max(...delays.map(({ longest }) => longest)),
                  },
          },
    processorPressure: pressures.length === 0 ? null : median(pressures),
  };
}

function memoryCourse(forks: readonly ForkRecord[]): MemoryCourse | null {
  const watched = forks
    .flatMap(({ fork, observation: { timelines, phases } }) =>
      timelines
        .filter(({ quantity }) => quantity === "resident bytes")
        .map(({ readings, points }) => ({
          fork,
          readings,
          points,
          phases,
          told: toldCourses(timelines),
          peak: Math.max(...points.map(([, , high]) => high)),
        })),
    )
    .toSorted((one, other) => one.peak - other.peak);
  const middle = watched[(watched.length - 1) >> 1];
  if (middle === undefined) return null;
  const { fork, readings, points, phases, told } = middle;
  return { fork, watched: watched.length, readings, points: thinned(points), phases, told };
}

function toldCourses(timelines: readonly Timeline[]): ToldCourse[] {
  return (["held bytes", "live bytes"] as const).flatMap((quantity) =>
    timelines
      .filter((timeline) => timeline.quantity === quantity)
      .map(({ readings, points }) => ({ quantity, readings, points: thinned(points) })),
  );
}

function pausesOf(collections: readonly Collections[], kind: "minor" | "major"): Pauses {
  const all = collections.map((one) => one[kind]);
  const some = all.filter(({ count }) => count > 0);
  const medians = some.flatMap(({ medianMilliseconds }) => medianMilliseconds ?? []);
  return {
    count: median(all.map(({ count }) => count)),
    milliseconds: median(all.map(({ milliseconds }) => milliseconds)),
    typical: medians.length === 0 ? null : median(medians),
    longest:
      some.length === 0 ? null : Math.max(...some.map(({ longestMilliseconds }) => longestMilliseconds)),
  };
}
