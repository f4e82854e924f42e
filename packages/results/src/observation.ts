/** What was seen of a fork and its machine besides what it measured. `null` means: this platform does not say. */
import { z } from "zod";
import { longestTimeline } from "./longest-timeline.ts";

const bytes = z.number().nonnegative();
const milliseconds = z.number().nonnegative();

/** A quantity over time: what was lowest and highest from one point to the next. */
export const timeline = z
  .strictObject({
    /** What the process has in RAM, or what a case says of its own memory: alive in it, taken for it. */
    quantity: z.enum(["resident bytes", "live bytes", "held bytes"]),
    /** How often it was read; a point stands for one reading or many. */
    readings: z.int().positive(),
    /** Milliseconds since the turn of the fork came, lowest, highest. */
    points: z
      .array(z.tuple([milliseconds, bytes, bytes]))
      .min(1)
      .max(longestTimeline),
  })
  .refine(isInOrder, "a timeline runs backwards, or has a lowest value above its highest");
export type Timeline = z.infer<typeof timeline>;

function isInOrder({ points }: { readonly points: readonly (readonly [number, number, number])[] }): boolean {
  return points.every(([time, low, high], index) => low <= high && time >= (points[index - 1]?.[0] ?? 0));
}

/** The memory of a process at one moment, in bytes. */
export const memoryReading = z.strictObject({
  resident: bytes,
  /** What JavaScript's heap has reserved, and what objects take of it, dead ones included. */
  heapTotal: bytes,
  heapUsed: bytes,
  external: bytes,
  arrayBuffers: bytes,
  /** Of `/proc/self/smaps_rollup`: its share of what several processes map, and what belongs to no file. */
  proportional: bytes.nullable(),
  anonymous: bytes.nullable(),
});
export type MemoryReading = z.infer<typeof memoryReading>;

/** A part of a fork's life: preparing and warming up the case, measuring it, verifying and closing it. */
export const phase = z.strictObject({
  name: z.enum(["start", "measure", "verify"]),
  /** Milliseconds since the turn of the fork came; negative of what it prepared before, beside other forks. */
  begin: z.number(),
  end: z.number(),
  /** Highest resident bytes within the phase. */
  peakResidentBytes: bytes.nullable(),
  /** At its end. */
  memory: memoryReading,
});
export type PhaseObservation = z.infer<typeof phase>;

const pauses = z.strictObject({
  count: z.int().nonnegative(),
  /** Of all together. */
  milliseconds,
  longestMilliseconds: milliseconds,
  /** Missing where there was none. */
  medianMilliseconds: milliseconds.optional(),
});

/** Collections of garbage while the case was measured, without those that it asked for. */
export const collections = z.strictObject({ minor: pauses, major: pauses });
export type Collections = z.infer<typeof collections>;

/** The event loop while the case was measured. */
export const eventLoop = z.strictObject({
  /** Share of the time in which it was not idle. */
  utilization: z.number().min(0).max(1),
  /** Lateness of a timer; null when none had a chance to fire twice. */
  delay: z.strictObject({ median: milliseconds, p99: milliseconds, longest: milliseconds }).nullable(),
});
export type EventLoop = z.infer<typeof eventLoop>;

export const observation = z.strictObject({
  timelines: z.array(timeline),
  phases: z.array(phase),
  collections: collections.nullable(),
  eventLoop: eventLoop.nullable(),
  /** Share of the time of measuring in which some task of the machine waited for a processor (`/proc/pressure/cpu`). */
  processorPressure: z.number().nonnegative().nullable(),
});
export type Observation = z.infer<typeof observation>;

/** Of a fork that ended before it could tell anything. */
export const nothingObserved: Observation = {
  timelines: [],
  phases: [],
  collections: null,
  eventLoop: null,
  processorPressure: null,
};

/** Objects of JavaScript that the measured work made. */
export const allocation = z.strictObject({
  bytesPerOperation: z.number().nonnegative(),
  /** How far off that may be: the engine counts in pages. */
  resolution: z.number().nonnegative(),
});
export type Allocation = z.infer<typeof allocation>;
